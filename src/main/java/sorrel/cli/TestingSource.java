package sorrel.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.PictureZip;
import sorrel.cli.measure.TestingPictures;

/**
 * Where the testing pictures of a set come from: its zip, where that says which they are, else what
 * the server held back.
 *
 * @param zip open as long as pictures of it are read; empty if it cannot be read here
 */
record TestingSource(SorrelClient client, Optional<PictureZip> zip) {
  /** Those of the model's classes whose labels are wanted; none where nothing was held back. */
  List<TestingPictures.Labelled> of(Contract.Model model, Predicate<String> wanted) {
    return zip
        .map(PictureZip::testing)
        .filter(pictures -> !pictures.isEmpty())
        .orElseGet(() -> TestingPictures.of(client, model))
        .stream()
        .filter(picture -> wanted.test(picture.label()))
        .toList();
  }
}
