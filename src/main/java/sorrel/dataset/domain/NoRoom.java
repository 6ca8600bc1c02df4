package sorrel.dataset.domain;

import java.util.Locale;
import java.util.Map;
import sorrel.kernel.Allowance;
import sorrel.kernel.ByteCount;

/**
 * What is said where an account has no room for more pictures.
 *
 * @param room bytes of pictures that the account has and may have
 */
public record NoRoom(Allowance room) {
  private static final String ADVICE =
      "Empty the bin, delete pictures for good or a model, or ask an administrator for more room";

  /** For one picture that does not fit. */
  public String picture(long bytes) {
    return "%s; this one has %s. %s.".formatted(taken(), ByteCount.words(bytes), ADVICE);
  }

  /** For any zip, where there is no room at all. */
  public String zip() {
    return "%s. %s. Nothing was added.".formatted(taken(), ADVICE);
  }

  /** For a zip whose pictures do not fit, into an empty model. */
  public String zip(long bytes) {
    return "%s; those of this zip have %s. %s, or put fewer pictures into the zip. Nothing was added."
        .formatted(taken(), ByteCount.words(bytes), ADVICE);
  }

  /** For an import that met the limit on its way. */
  public String rest(long added) {
    return "%s, and then there was no more room: %s. %s, and import the zip again; pictures that are there already are not added twice."
        .formatted(
            switch ((int) Math.min(added, 2)) {
              case 0 -> "No picture was added";
              case 1 -> "1 picture was added";
              default -> String.format(Locale.ROOT, "%,d pictures were added", added);
            },
            "the" + taken().substring(3),
            ADVICE);
  }

  /** The figures, for programs. */
  public Map<String, Object> members() {
    return Map.of("used", room.used(), "allowed", room.allowed());
  }

  private String taken() {
    return "The pictures of your account take %s and may take %s"
        .formatted(ByteCount.words(room.used()), ByteCount.words(room.allowed()));
  }
}
