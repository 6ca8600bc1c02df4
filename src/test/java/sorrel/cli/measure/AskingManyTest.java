package sorrel.cli.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sorrel.cli.client.FakeSorrel;
import sorrel.cli.client.ServerProblem;
import sorrel.cli.client.SorrelClient;

class AskingManyTest {
  private FakeSorrel fake;
  private SorrelClient client;
  private String model;

  @BeforeEach
  void start() throws IOException {
    fake = FakeSorrel.start();
    client = new SorrelClient(fake.address(), Optional.of(FakeSorrel.TOKEN));
    model = fake.addServingModel("pets");
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void answers_are_counted_by_whether_they_are_right_unknown_or_refused() {
    List<TestingPictures.Labelled> pictures = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pictures.add(picture("cat", "cat"));
    }
    pictures.add(picture("dog", "cat"));
    pictures.add(picture("owl", "puzzle"));
    pictures.add(picture("cat", "broken"));
    AtomicInteger done = new AtomicInteger();
    Answers answers = Answers.to(pictures, client, model, done::set);
    assertThat(answers.count()).isEqualTo(22);
    assertThat(answers.right()).isEqualTo(20);
    assertThat(answers.unknown()).isEqualTo(1);
    assertThat(answers.refused()).isEqualTo(1);
    assertThat(answers.versions()).containsExactly("1");
    assertThat(answers.shareRight()).contains(20 / 22.0);
    assertThat(done).hasValue(23);
  }

  @Test
  void no_pictures_have_no_share() {
    assertThat(Answers.to(List.of(), client, model, _ -> {}).shareRight()).isEmpty();
  }

  @Test
  void a_failure_ends_the_asking() {
    List<TestingPictures.Labelled> pictures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      pictures.add(picture("cat", "cat"));
    }
    assertThatThrownBy(() -> Answers.to(pictures, client, "no-such-model", _ -> {}))
        .isInstanceOf(ServerProblem.class);
    assertThat(fake.seen()).hasSizeLessThan(10);
  }

  @Test
  void too_many_pictures_are_taken_evenly_and_always_the_same() {
    List<TestingPictures.Labelled> pictures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pictures.add(picture("cat", "cat-" + i));
    }
    for (int i = 0; i < 10; i++) {
      pictures.add(picture("dog", "dog-" + i));
    }
    pictures.add(picture("owl", "owl-0"));
    List<TestingPictures.Labelled> chosen = TestingPictures.evenly(pictures, 15);
    assertThat(
            chosen.stream()
                .collect(
                    Collectors.groupingBy(TestingPictures.Labelled::label, Collectors.counting())))
        .containsEntry("cat", 7L)
        .containsEntry("dog", 7L)
        .containsEntry("owl", 1L);
    assertThat(TestingPictures.evenly(pictures, 15)).isEqualTo(chosen);
    assertThat(TestingPictures.evenly(pictures, 1_000)).hasSize(111);
  }

  @Test
  void a_steady_user_counts_what_fails_and_sees_the_next_version() {
    try (SteadyClassification steady =
        SteadyClassification.start(
            client, model, "1", List.of("cat".getBytes(UTF_8), "broken".getBytes(UTF_8)))) {
      assertThat(steady.awaitOtherVersion(Duration.ofMillis(50))).isEmpty();
      fake.failWhileExpanding(2);
      long asked = System.nanoTime();
      String run = client.startExpansion(model, Optional.empty(), false).id();
      while (!client.run(model, run).finished()) {
        assertThat(steady.figures().failed()).isLessThan(3);
        awaitFailures(steady);
      }
      long answered = steady.awaitOtherVersion(Duration.ofSeconds(10)).orElseThrow();
      assertThat(answered).isGreaterThan(asked);
      SteadyClassification.Figures figures = steady.figures();
      assertThat(figures.answered()).isPositive();
      assertThat(figures.failed()).isEqualTo(2);
      assertThat(figures.slowest()).isPositive();
      assertThat(figures.reasons()).containsExactly("The queue is full. (request r1)");
    }
  }

  private static void awaitFailures(SteadyClassification steady) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (steady.figures().failed() < 2 && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static TestingPictures.Labelled picture(String label, String shows) {
    return new TestingPictures.Labelled(label, () -> shows.getBytes(UTF_8));
  }
}
