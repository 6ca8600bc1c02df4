package sorrel.model.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;

/**
 * A frozen network that a search can put a head on.
 *
 * @param origin where it comes from
 * @param name what people call it
 * @param network from pixels to features
 * @param input the pictures it takes
 * @param parameters numbers in it
 * @param millisPerPicture how long it takes for one; empty where that was not measured
 */
public record AvailableNetwork(
    Origin origin,
    String name,
    NetworkBlobs network,
    ImageShape input,
    long parameters,
    Optional<Double> millisPerPicture) {
  /** Heads on more of an owner's networks cost time and hardly ever win. */
  private static final int OWN_MAX = 3;

  /** Where a network comes from. */
  public enum Origin {
    /** An administrator registered it for all models. */
    REGISTERED,
    /** It answers for another model of the same owner. */
    OWN
  }

  /**
   * Those that may be of use for pictures of a shape, the owner's before the registered ones: a
   * network learned something about pictures of its own size and colours. A registered network was
   * trained on many large pictures; what it sees in small ones that are scaled up is still useful.
   * A network that saw much smaller pictures is not.
   *
   * @param offered the newest of the owner's first
   */
  public static List<AvailableNetwork> suited(ImageShape pictures, List<AvailableNetwork> offered) {
    Set<Sha256> known = new HashSet<>();
    List<AvailableNetwork> registered =
        offered.stream()
            .filter(each -> each.origin == Origin.REGISTERED)
            .filter(each -> each.input.channels() == pictures.channels())
            .filter(each -> known.add(each.network.identity()))
            .toList();
    Stream<AvailableNetwork> own =
        offered.stream()
            .filter(each -> each.origin == Origin.OWN)
            .filter(each -> each.input.channels() == pictures.channels())
            .filter(each -> 2 * each.input.height() >= pictures.height())
            .filter(each -> 2 * each.input.width() >= pictures.width())
            // A model that answers by a head on a registered network has nothing else to offer.
            .filter(each -> known.add(each.network.identity()))
            .limit(OWN_MAX);
    return Stream.concat(own, registered.stream()).toList();
  }
}
