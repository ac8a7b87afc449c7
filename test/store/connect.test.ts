import { Schema } from 'mongoose';
import { describe, expect, test } from 'vitest';
import { testDatabase } from './database.js';

const store = await testDatabase();

describe('a connected store', () => {
  test('answers, writes and reads in a database of its own', async () => {
    expect(await store.ping()).toBe(true);
    await store.db.collection('things').insertOne({ name: 'a' });
    expect(await store.db.collection('things').countDocuments()).toBe(1);
  });

  test('its models refuse unknown paths and operators inside values', async () => {
    const Thing = store.connection.model('Thing', new Schema({ name: String, secret: String }));
    await Thing.create({ name: 'a', secret: 'x' });
    await expect(Thing.findOne({ nme: 'a' } as object)).rejects.toThrow(/nme/);
    const smuggled = { secret: { $ne: null } } as object;
    await expect(Thing.findOne(smuggled)).rejects.toThrow(/Cast to string failed/);
  });
});
