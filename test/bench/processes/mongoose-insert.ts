import { readFile } from 'node:fs/promises';

/** The baselines' way of storing a submission: one insert of the document in `file`, with mongoose. */
export async function mongooseInsert(
  address: string,
  file: string,
): Promise<(submissionId: string) => Promise<unknown>> {
  const { default: mongoose, Schema } = await import('mongoose');
  const { BSON } = await import('mongodb');
  const content = BSON.EJSON.parse(await readFile(file, 'utf8')) as object;
  await mongoose.connect(address, {
    dbName: 'bare',
    writeConcern: { w: 'majority', journal: true },
  });
  const Submission = mongoose.model(
    'Submission',
    new Schema({ viewId: String, submittedAt: Date, content: Schema.Types.Mixed }),
  );
  return (viewId) => Submission.create({ viewId, submittedAt: new Date(), content });
}
