package sorrel.platform.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.platform.config.AkkaConfig;

/**
 * Holds today's records against payloads of every event and state as they were once written, so
 * that no journal becomes unreadable by a change of a record. Such a payload is never edited: an
 * event that can no longer be read this way needs the next number in its name.
 */
final class JournalCompatibilityTest {
  private static final Path PAYLOADS = Path.of("src/test/resources/journal");
  private static final EventRegistry REGISTRY = EventRegistry.of(AkkaConfig.serialization());

  private final EventSerializer serializer = new EventSerializer(REGISTRY);

  @ParameterizedTest
  @MethodSource("names")
  void an_old_payload_is_still_read(String name) throws Exception {
    Path file = PAYLOADS.resolve(name.replace('/', '-') + ".json");
    assertThat(file)
        .as("one payload of %s, as the first release that has it writes it", name)
        .exists();

    Object record = serializer.fromBinary(Files.readAllBytes(file), name);
    assertThat(record).isExactlyInstanceOf(REGISTRY.type(name).orElseThrow());
    assertThat(serializer.manifest(record)).isEqualTo(name);
    assertThat(serializer.fromBinary(serializer.toBinary(record), name)).isEqualTo(record);
  }

  @Test
  void every_payload_is_of_a_name_that_is_still_known() throws IOException {
    Map<String, String> names =
        names().collect(Collectors.toMap(name -> name.replace('/', '-') + ".json", name -> name));
    try (Stream<Path> files = Files.list(PAYLOADS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names.keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_payload_with_something_that_no_record_has_is_noticed(String name) throws IOException {
    String json = Files.readString(PAYLOADS.resolve(name.replace('/', '-') + ".json"));
    String longer = json.replaceFirst("\\{\\s*", "{\"forgotten\":1,").replaceFirst(",}", "}");

    assertThatThrownBy(() -> serializer.fromBinary(longer.getBytes(UTF_8), name))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void a_version_on_a_network_that_came_as_onnx_has_no_saved_model() throws Exception {
    String both = Files.readString(PAYLOADS.resolve("model-promoted-1.json"));
    String onnxOnly = both.replaceFirst("\"savedModel\" : \"[0-9a-f]+\",", "");
    assertThat(onnxOnly).isNotEqualTo(both);

    Object record = serializer.fromBinary(onnxOnly.getBytes(UTF_8), "model-promoted/1");
    String written = new String(serializer.toBinary(record), UTF_8);
    assertThat(written).doesNotContain("savedModel").contains("\"onnx\"");
    assertThat(serializer.fromBinary(written.getBytes(UTF_8), "model-promoted/1"))
        .isEqualTo(record);
  }

  static Stream<String> names() {
    return REGISTRY.types().stream().map(type -> REGISTRY.name(type).orElseThrow()).sorted();
  }
}
