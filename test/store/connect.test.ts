import { Schema } from 'mongoose';
import { describe, expect, inject, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.js';
import { connectStore, type Store } from '../../src/store/connect.js';
import { storeError } from '../../src/store/store-error.js';
import { testDatabase } from './database.js';
import { type SilentProxy, silentProxy } from './silent-proxy.js';

const store = await testDatabase();

describe('a connected store', () => {
  test('answers, writes and reads in a database of its own', async () => {
    expect(await store.ping()).toBe(true);
    await store.db.collection('things').insertOne({ name: 'a' });
    expect(await store.db.collection('things').countDocuments()).toBe(1);
    expect(store.db.databaseName).toMatch(/^test_/);
  });

  test('asks for a majority and the journal with each write, of models and of the driver', async () => {
    await store.db.command({ profile: 2 });
    const Thing = store.connection.model('Profiled', new Schema({ name: String }));
    await Thing.create({ name: 'a' });
    await store.db.collection('profileds').updateOne({ name: 'a' }, { $set: { name: 'b' } });
    await store.db.command({ profile: 0 });
    const inserts = await store.db.collection('system.profile').find({ op: 'insert' }).toArray();
    expect(inserts.map(({ command }) => command.writeConcern)).toEqual([{ w: 'majority', j: true }]);
    expect(store.db.writeConcern).toMatchObject({ w: 'majority', journal: true });
  });

  test('its models refuse unknown paths and operators inside values', async () => {
    const Thing = store.connection.model('Thing', new Schema({ name: String, secret: String }));
    await Thing.create({ name: 'a', secret: 'x' });
    await expect(Thing.findOne({ nme: 'a' } as object)).rejects.toThrow(/nme/);
    const smuggled = { secret: { $ne: null } } as object;
    await expect(Thing.findOne(smuggled)).rejects.toThrow(/Cast to string failed/);
  });

  test('a socket that was closed while the driver wrote into it is an outage', () => {
    // As node:net throws it and the driver passes it on: seen when a server went away between two requests.
    const ended = Object.assign(new Error('This socket has been ended by the other party'), {
      code: 'EPIPE',
    });
    expect(storeError(ended)).toBeInstanceOf(StoreUnavailable);
  });

  test('an error that is no outage stays what it is', async () => {
    const things = store.db.collection<{ _id: string }>('unique');
    await things.insertOne({ _id: 'a' });
    const error = await things.insertOne({ _id: 'a' }).catch((duplicate: unknown) => duplicate);
    expect(storeError(error)).toBe(error);
    expect(error).toMatchObject({ code: 11000 });
  });
});

describe('a server that is not there', () => {
  async function throughProxy(): Promise<{ proxy: SilentProxy; uri: string; proxied: Store }> {
    const proxy = await silentProxy(Number(new URL(inject('mongoUri')).port));
    const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    return { proxy, uri, proxied: await connectStore({ uri, database: store.db.databaseName }) };
  }

  /** @returns how long the operation took to be refused as StoreUnavailable, in milliseconds */
  async function refusal(operation: () => Promise<unknown>): Promise<number> {
    const began = performance.now();
    const error = await operation().then(
      () => 'it was done',
      (failure: unknown) => storeError(failure),
    );
    expect(error).toBeInstanceOf(StoreUnavailable);
    return performance.now() - began;
  }

  test('gone: refused within 3 s, by models, driver and transactions; nothing waits for its return', async () => {
    const { proxy, uri, proxied } = await throughProxy();
    const Thing = proxied.connection.model('Gone', new Schema({ name: String }));
    await proxy.close();
    const times = await Promise.all([
      refusal(() => Thing.create({ name: 'a' })),
      refusal(() => Thing.find().exec()),
      refusal(() => proxied.db.collection('gones').insertOne({ name: 'a' })),
      refusal(() => proxied.db.collection('gones').insertMany([{ name: 'a' }, { name: 'b' }])),
      refusal(() => proxied.db.collection('gones').bulkWrite([{ deleteOne: { filter: { name: 'a' } } }])),
      refusal(() => proxied.connection.transaction((session) => Thing.create([{ name: 'a' }], { session }))),
      refusal(() => connectStore({ uri, database: 'nowhere' })),
    ]);
    expect(Math.max(...times)).toBeLessThan(3_000);
    expect(await proxied.ping()).toBe(false);
    await proxied.close();
    expect(await refusal(() => Thing.create({ name: 'a' }))).toBeLessThan(100);
    expect(await store.db.collection('gones').countDocuments()).toBe(0);
  });

  test('silent: what is under way is refused within 7 s, the next within 3 s, and it recovers', async () => {
    const { proxy, proxied } = await throughProxy();
    const insert = () => proxied.db.collection('silents').insertOne({});
    await insert();
    proxy.fallSilent();
    const [underWay, ping] = await Promise.all([refusal(insert), proxied.ping()]);
    expect(underWay).toBeLessThan(7_000);
    expect(ping).toBe(false);
    expect(await refusal(insert)).toBeLessThan(3_000);
    proxy.recover();
    await insert();
    expect(await proxied.ping()).toBe(true);
    await proxied.close();
    await proxy.close();
    expect(await store.db.collection('silents').countDocuments()).toBe(2);
  });
});
