package sorrel.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Finds the model that a person means. */
final class ModelNames {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private ModelNames() {}

  /**
   * The model with an id or name.
   *
   * @throws CommandFailure if none or several have the name
   */
  static Contract.Model find(SorrelClient client, String idOrName) {
    if (ID.matcher(idOrName).matches()) {
      return client.model(idOrName);
    }
    List<Contract.Model> named =
        client.models().stream().filter(model -> model.name().equals(idOrName)).toList();
    if (named.isEmpty()) {
      throw new CommandFailure(
          "You have no model named '%s'. See ./sorrel models".formatted(idOrName));
    }
    if (named.size() > 1) {
      throw new CommandFailure(
          "Several models are named '%s'. Give the id of one: %s"
              .formatted(
                  idOrName,
                  named.stream().map(Contract.Model::id).collect(Collectors.joining(", "))));
    }
    return named.getFirst();
  }
}
