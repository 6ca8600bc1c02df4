package sorrel.cli;

import java.util.List;
import sorrel.cli.measure.Answers;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.Words;

/**
 * Testing pictures of the classes that a model was trained on, and of the one that was added: the
 * same ones each time the model is asked.
 */
record OldAndNew(
    Asking asking,
    String model,
    List<TestingPictures.Labelled> old,
    List<TestingPictures.Labelled> added,
    String label) {

  /** What the model said of both, and the label of the added class. */
  record Shares(Answers old, Answers added, String label) {
    /** {@code 97.1 % right of 900 of the old classes, 95.0 % right of 100 of '9'}. */
    String words() {
      return "%s, %s of '%s'".formatted(ofOld(old), of(added), label);
    }

    static String ofOld(Answers old) {
      return of(old) + " of the old classes";
    }

    private static String of(Answers answers) {
      return answers
          .shareRight()
          .map(share -> Words.percent(share) + " right of " + Words.of(answers.count()))
          .orElse("none known");
    }
  }

  Shares ask() {
    Answers ofOld = asking.ask(model, old, "of the old classes");
    Answers ofAdded = asking.ask(model, added, "of '" + label + "'");
    return new Shares(ofOld, ofAdded, label);
  }
}
