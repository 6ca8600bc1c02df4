package sorrel.platform.http.pages;

import akka.http.javadsl.model.ContentType;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import sorrel.kernel.Sha256;
import sorrel.platform.http.Call;
import sorrel.platform.http.Reply;

/** A file in memory, as it is and compressed. */
final class WebFile {
  /** As many bytes of a hash tell any two versions of a file apart. */
  private static final int TAG_BYTES = 16;

  private final ContentType type;
  private final Map<Encoding, Form> forms = new EnumMap<>(Encoding.class);

  /** Bytes with the tag by which browsers name them. */
  private record Form(byte[] bytes, String tag) {}

  /**
   * A file.
   *
   * @param forms its bytes by encoding, with those of {@link Encoding#IDENTITY}; not to be changed
   */
  WebFile(ContentType type, Map<Encoding, byte[]> forms) {
    this.type = type;
    forms.forEach((encoding, bytes) -> this.forms.put(encoding, new Form(bytes, tag(bytes))));
  }

  private static String tag(byte[] bytes) {
    byte[] hash = Arrays.copyOf(Sha256.digest().digest(bytes), TAG_BYTES);
    return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
  }

  /** The bytes as they are. */
  byte[] plain() {
    return forms.get(Encoding.IDENTITY).bytes();
  }

  /** The file as the caller takes it, or a 304 where the caller has it already. */
  Reply reply(Call call) {
    Encoding encoding = Encoding.best(call.header("Accept-Encoding"), forms.keySet());
    Form form = forms.get(encoding);
    Reply reply =
        isAmong(form.tag(), call.header("If-None-Match"))
            ? Reply.empty().withStatus(304)
            : encoded(Reply.bytes(type, form.bytes()), encoding);
    return reply.with("ETag", form.tag()).with("Vary", "Accept-Encoding");
  }

  private static Reply encoded(Reply reply, Encoding encoding) {
    return encoding == Encoding.IDENTITY ? reply : reply.with("Content-Encoding", encoding.word());
  }

  /** A proxy that compresses marks a tag as weak; for whether to send it again that is the same. */
  private static boolean isAmong(String tag, Optional<String> known) {
    return known.stream()
        .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
        .map(each -> each.strip().replaceFirst("^W/", ""))
        .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
