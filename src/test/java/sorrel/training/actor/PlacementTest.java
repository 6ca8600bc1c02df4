package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.MODEL;
import static sorrel.training.actor.Jobs.NOW;
import static sorrel.training.actor.Jobs.done;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

final class PlacementTest {
  private static final List<DecodedPictures> OURS =
      List.of(DecodedPictures.of(MODEL, Jobs.learning()));
  private static final Architecture COSTLY =
      Architectures.candidates(new ImageShape(96, 96, 3), 2, 10_000, true).getLast();

  private static final NetworkBlobs NETWORK =
      new NetworkBlobs(Optional.of(Jobs.HASH), Optional.empty());

  private final JobQueue queue = new JobQueue(NOW.minus(JobQueue.LEASE));

  @Test
  void a_job_goes_where_its_pictures_are_decoded() {
    runner("a", RunnerKind.CPU, List.of());
    runner("b", RunnerKind.CPU, OURS);
    runner("c", RunnerKind.CPU, List.of());

    assertThat(given(round(0), NOW)).containsExactly("b");
  }

  @Test
  void where_the_runner_with_its_pictures_is_busy_it_waits_some_seconds_and_then_takes_another() {
    runner("b", RunnerKind.CPU, OURS);
    assertThat(given(round(0), NOW)).containsExactly("b");
    runner("a", RunnerKind.CPU, List.of());

    assertThat(given(round(1), NOW)).isEmpty();
    assertThat(assigned(NOW.plus(Placement.PATIENCE).minusMillis(1))).isEmpty();
    assertThat(assigned(NOW.plus(Placement.PATIENCE))).containsExactly("a");
  }

  @Test
  void a_job_that_waits_for_its_pictures_gets_the_slot_when_it_becomes_free() {
    runner("b", RunnerKind.CPU, OURS);
    given(round(0), NOW);
    runner("a", RunnerKind.CPU, List.of());
    assertThat(given(round(1), NOW)).isEmpty();

    queue.end("b", done(0), NOW);
    assertThat(assigned(NOW.plusSeconds(1))).containsExactly("b");
  }

  @Test
  void the_patience_counts_from_the_first_slot_that_was_let_go_by() {
    runner("b", RunnerKind.CPU, OURS);
    given(round(0), NOW);
    assertThat(given(round(1), NOW)).isEmpty();
    Instant later = NOW.plusSeconds(8);
    runner("a", RunnerKind.CPU, List.of());

    assertThat(assigned(later)).isEmpty();
    assertThat(assigned(later.plus(Duration.ofSeconds(4)))).containsExactly("a");
  }

  @Test
  void a_slot_that_a_job_lets_go_by_is_for_the_next_one() {
    runner("b", RunnerKind.CPU, OURS);
    given(round(0), NOW);
    runner("a", RunnerKind.CPU, List.of());
    queue.submit(round(1), JobPriority.SEARCHES, NOW);

    assertThat(given(Jobs.firstFit(2, NETWORK), NOW)).containsExactly("a");
    assertThat(queue.waiting()).isEqualTo(1);
  }

  @Test
  void a_costly_round_goes_to_a_gpu_and_a_cheap_one_leaves_it_alone() {
    runner("a", RunnerKind.GPU, List.of());
    runner("b", RunnerKind.CPU, OURS);
    TrainingJob costly = Jobs.round(Jobs.OWNER, key(1), COSTLY);

    assertThat(Placement.isCostly(costly)).isTrue();
    assertThat(Placement.isCostly(round(0))).isFalse();
    assertThat(given(costly, NOW)).containsExactly("a");
    assertThat(given(round(0), NOW)).containsExactly("b");
  }

  @Test
  void any_kind_does_any_job_where_there_is_no_other() {
    runner("a", RunnerKind.GPU, List.of());
    assertThat(given(round(0), NOW)).containsExactly("a");
    runner("b", RunnerKind.CPU, List.of());
    assertThat(given(Jobs.round(Jobs.OWNER, key(1), COSTLY), NOW)).containsExactly("b");
  }

  private void runner(String name, RunnerKind kind, List<DecodedPictures> near) {
    queue.heard(new Runner(name, 1, RunnerTraits.ofAll(kind, near), Set.of(), false, NOW));
  }

  private List<String> given(TrainingJob job, Instant now) {
    queue.submit(job, JobPriority.of(job), now);
    return assigned(now);
  }

  private List<String> assigned(Instant now) {
    return queue.assign(now).stream().map(Running::runner).toList();
  }
}
