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
    /** {@code 97.1 % of 900 pictures of the old classes, 95.0 % of 100 pictures of '9'}. */
    String words() {
      return "%s of the old classes, %s of '%s'".formatted(of(old), of(added), label);
    }

    private static String of(Answers answers) {
      return answers.shareRight().map(share -> Words.percent(share) + " of ").orElse("none of ")
          + Words.of(answers.count(), "picture");
    }
  }

  Shares ask() {
    Answers ofOld = asking.ask(model, old, "of the old classes");
    Answers ofAdded = asking.ask(model, added, "of '" + label + "'");
    return new Shares(ofOld, ofAdded, label);
  }
}
