package sorrel.platform.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.Id;
import sorrel.kernel.ImageId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Interval;
import sorrel.kernel.InvitationId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.kernel.TaskId;
import sorrel.kernel.TokenId;

final class JsonTest {
  private static final String UUID = "01939d5e-0b5a-7c3e-8a3f-0123456789ab";

  private final JsonMapper json = Json.mapper();

  record Everything(
      ModelId model,
      Sha256 hash,
      Instant startedAt,
      Duration budget,
      Optional<String> note,
      Split split,
      Map<ClassId, Integer> counts,
      Map<Split, Long> sizes) {}

  enum State {
    READY_TO_TRAIN
  }

  record Small(int number, String text, Optional<Integer> maybe) {}

  @Test
  void all_kinds_of_values_come_back() throws Exception {
    Everything value =
        new Everything(
            ModelId.of(UUID),
            Sha256.of(new byte[0]),
            Instant.parse("2026-11-20T10:15:30.123456Z"),
            Duration.ofMinutes(15),
            Optional.empty(),
            Split.TRAINING,
            Map.of(ClassId.of(UUID), 3),
            Map.of(Split.TESTING, 7L));

    String text = json.writeValueAsString(value);

    assertThat(text)
        .isEqualTo(
            "{\"model\":\"%s\",\"hash\":\"%s\",\"startedAt\":\"2026-11-20T10:15:30.123456Z\","
                    .formatted(UUID, Sha256.of(new byte[0]))
                + "\"budget\":\"PT15M\",\"split\":\"training\",\"counts\":{\"%s\":3},"
                    .formatted(UUID)
                + "\"sizes\":{\"testing\":7}}");
    assertThat(json.readValue(text, Everything.class)).isEqualTo(value);
  }

  @Test
  void every_id_is_a_text() throws Exception {
    List<Id> ids =
        List.of(
            AccountId.of(UUID),
            ClassId.of(UUID),
            ImageId.of(UUID),
            InvitationId.of(UUID),
            ModelId.of(UUID),
            RunId.of(UUID),
            TaskId.of(UUID),
            TokenId.of(UUID));

    assertThat(ids).hasSize(Id.class.getPermittedSubclasses().length);
    for (Id id : ids) {
      assertThat(json.writeValueAsString(id)).isEqualTo("\"" + UUID + "\"");
      assertThat(json.readValue("\"" + UUID + "\"", id.getClass())).isEqualTo(id);
    }
  }

  @Test
  void the_kernels_records_come_back() throws Exception {
    ImagePipeline pipeline = new ImagePipeline(new ImageShape(28, 32, 1), ImagePipeline.Fit.PAD);
    Interval interval = new Interval(0.5, 0.25, 0.75);
    Page<Interval> page = new Page<>(List.of(interval), Optional.of("cursor"));

    assertThat(json.writeValueAsString(pipeline))
        .isEqualTo("{\"input\":{\"height\":28,\"width\":32,\"channels\":1},\"fit\":\"pad\"}");
    assertThat(json.readValue(json.writeValueAsString(pipeline), ImagePipeline.class))
        .isEqualTo(pipeline);
    assertThat(json.writeValueAsString(page))
        .isEqualTo("{\"items\":[{\"value\":0.5,\"low\":0.25,\"high\":0.75}],\"next\":\"cursor\"}");
    assertThat(
            json.readValue(json.writeValueAsString(page), new TypeReference<Page<Interval>>() {}))
        .isEqualTo(page);
  }

  @Test
  void words_of_an_enum_are_joined_by_hyphens() throws Exception {
    assertThat(json.writeValueAsString(State.READY_TO_TRAIN)).isEqualTo("\"ready-to-train\"");
    assertThat(json.readValue("\"ready-to-train\"", State.class)).isEqualTo(State.READY_TO_TRAIN);
  }

  @Test
  void an_absent_value_is_empty() throws Exception {
    assertThat(small("{\"number\":1,\"text\":\"a\"}"))
        .isEqualTo(new Small(1, "a", Optional.empty()));
    assertThat(small("{\"number\":1,\"text\":\"a\",\"maybe\":null}"))
        .isEqualTo(new Small(1, "a", Optional.empty()));
  }

  @Test
  void what_is_not_as_agreed_is_refused_at_its_place() {
    refused("{\"number\":1,\"text\":\"a\",\"other\":1}", "other");
    refused("{\"text\":\"a\"}", "number");
    refused("{\"number\":null,\"text\":\"a\"}", "number");
    refused("{\"number\":1}", "text");
    refused("{\"number\":1,\"text\":null}", "text");
    refused("{\"number\":\"1\",\"text\":\"a\"}", "number");
  }

  @Test
  void an_id_that_is_none_is_refused() {
    assertThatThrownBy(() -> json.readValue("\"12\"", ModelId.class))
        .isInstanceOf(JsonMappingException.class);
    assertThatThrownBy(() -> json.readValue("12", ModelId.class))
        .isInstanceOf(JsonMappingException.class);
    assertThatThrownBy(
            () -> json.readValue("{\"x\":1}", new TypeReference<Map<ClassId, Integer>>() {}))
        .isInstanceOf(JsonMappingException.class);
  }

  private Small small(String text) throws JsonProcessingException {
    return json.readValue(text, Small.class);
  }

  private void refused(String text, String field) {
    assertThatThrownBy(() -> small(text))
        .as(text)
        .isInstanceOfSatisfying(
            JsonMappingException.class,
            failure -> assertThat(failure.getPathReference()).contains("\"" + field + "\""));
  }
}
