import { Failure } from '../../failure.ts';

/** Somebody changed what was about to be changed, after it was shown: it was left alone, and has to be looked at once more. */
export class ChangedMeanwhile extends Failure {
  /** In the words of the command line: `voice.answer`. */
  readonly names: string;

  constructor(id: string, names: string) {
    super({
      what: `Somebody else is changing application ${id} right now: ${names}`,
      why: 'What is there is not what was read a moment ago, so it was left alone.',
      tryThis: 'start again, and look at the difference once more',
    });
    this.names = names;
  }
}
