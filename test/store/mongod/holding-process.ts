/**
 * A program that begins a transaction and never ends it, to be killed by the tests. Argument: the address of the database.
 * Prints `held` when it has written in it.
 */
import { MongoClient } from 'mongodb';

const client = new MongoClient(process.argv[2] ?? '');
const session = client.startSession();
session.startTransaction();
await client
  .db('kept')
  .collection<{ _id: string; count: number }>('counts')
  .updateOne({ _id: 'one' }, { $inc: { count: 1 } }, { session });
console.log('held');
setInterval(() => {}, 1_000);
