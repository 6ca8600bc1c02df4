package sorrel.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Page;
import sorrel.kernel.RunId;
import sorrel.model.domain.DeletedModel;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Plan;
import sorrel.model.domain.Purpose;
import sorrel.model.domain.Run;
import sorrel.model.domain.Samples;
import sorrel.model.domain.Scenario;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;
import sorrel.platform.serialization.SealedTypes;
import sorrel.training.domain.Layer;

final class ModelIndexIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Samples.NOW;

  private final ModelIndex index = new ModelIndex(DATABASE.jdbi(), mapper());
  private final AccountId account = AccountId.next();
  private final ModelId id = ModelId.next();

  @BeforeEach
  void empty() {
    DATABASE.jdbi().useHandle(handle -> handle.execute("truncate models, runs"));
  }

  @Test
  void a_model_is_listed_as_it_is_without_what_only_its_journal_needs() {
    LiveModel model = live(Samples.promoted());
    index.write(id, 1, model);

    LiveModel listed = index.list(account, Optional.empty(), 10).items().getFirst();
    assertThat(listed.recentChanges()).isEmpty();
    assertThat(listed).usingRecursiveComparison().ignoringFields("recentChanges").isEqualTo(model);
  }

  @Test
  void an_older_state_never_replaces_a_newer() {
    LiveModel older = live(Samples.started());
    LiveModel newer =
        live(Samples.followed(Samples.started(), new ModelCommand.CancelRun(Samples.RUN, NOW)));
    index.write(id, 7, newer);
    index.write(id, 6, older);

    assertThat(listed().run()).isEqualTo(newer.run());
    assertThat(index.run(id, newer.run().orElseThrow().id())).isEqualTo(newer.run());
    index.write(id, 8, live(Samples.filled()));
    assertThat(listed().run()).isEmpty();
  }

  @Test
  void a_state_that_is_written_again_stays() {
    LiveModel model = live(Samples.started());
    index.write(id, 5, model);
    index.write(id, 5, model);
    assertThat(index.owners(Set.of(account))).hasSize(1);
    assertThat(index.runs(id, Optional.empty(), 10).items()).hasSize(1);
  }

  @Test
  void models_are_listed_newest_first_in_pages() {
    List<ModelId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ModelId each = ModelId.next();
      ids.add(each);
      index.write(each, 1, live(each, account, Samples.made()));
    }
    index.write(ModelId.next(), 1, live(ModelId.next(), AccountId.next(), Samples.made()));
    ids.sort((a, b) -> b.toString().compareTo(a.toString()));

    Page<LiveModel> first = index.list(account, Optional.empty(), 2);
    assertThat(first.items()).extracting(LiveModel::id).containsExactly(ids.get(0), ids.get(1));
    Page<LiveModel> second = index.list(account, first.next().map(ModelId::of), 2);
    assertThat(second.items()).extracting(LiveModel::id).containsExactly(ids.get(2));
    assertThat(second.next()).isEmpty();
    assertThat(index.owners(Set.of(account))).hasSize(3);
  }

  @Test
  void runs_are_listed_newest_first_also_those_that_the_model_forgot() {
    List<ModelCommand> cancelled =
        Samples.followed(Samples.started(), new ModelCommand.CancelRun(Samples.RUN, NOW));
    Run first = live(cancelled).run().orElseThrow();
    Run second =
        live(Samples.followed(cancelled, Samples.startRun(Samples.NEXT_RUN))).run().orElseThrow();
    index.write(id, 5, live(cancelled));
    index.write(id, 6, live(Samples.followed(cancelled, Samples.startRun(Samples.NEXT_RUN))));

    assertThat(index.runs(id, Optional.empty(), 10).items()).containsExactly(second, first);
    Page<Run> page = index.runs(id, Optional.empty(), 1);
    assertThat(page.items()).containsExactly(second);
    assertThat(index.runs(id, page.next().map(RunId::of), 1).items()).containsExactly(first);
    assertThat(index.run(id, first.id())).contains(first);
    assertThat(index.run(ModelId.next(), first.id())).isEmpty();
  }

  @Test
  void a_deleted_model_is_not_listed_and_an_erased_one_is_gone() {
    index.write(id, 5, live(Samples.started()));
    index.write(id, 6, new DeletedModel(false, NOW));
    assertThat(index.list(account, Optional.empty(), 10).items()).isEmpty();
    assertThat(index.owners(Set.of(account))).isEmpty();
    assertThat(index.unsettled(Map.of())).contains(id);

    index.write(id, 7, new DeletedModel(true, NOW));
    assertThat(index.unsettled(Map.of())).doesNotContain(id);
    assertThat(index.runs(id, Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void models_with_work_and_those_behind_their_journal_are_unsettled() {
    ModelId working = id;
    ModelId behind = ModelId.next();
    ModelId settled = ModelId.next();
    ModelId unseen = ModelId.next();
    index.write(working, 5, live(Samples.started()));
    index.write(behind, 3, live(behind, account, Samples.filled()));
    index.write(settled, 4, live(settled, account, Samples.filled()));

    assertThat(index.unsettled(Map.of(working, 5L, behind, 4L, settled, 4L, unseen, 1L)))
        .contains(working, behind, unseen)
        .doesNotContain(settled);
  }

  @Test
  void what_was_never_made_is_not_shown() {
    index.write(id, 0, Model.unknown());
    assertThat(index.list(account, Optional.empty(), 10).items()).isEmpty();
  }

  private LiveModel listed() {
    return index.list(account, Optional.empty(), 10).items().getFirst();
  }

  private LiveModel live(List<ModelCommand> history) {
    return live(id, account, history);
  }

  /** The sample under another id and owner. */
  private static LiveModel live(ModelId id, AccountId owner, List<ModelCommand> history) {
    LiveModel model = Scenario.given(List.of()).when(history).live();
    return new LiveModel(
        id,
        owner,
        model.name(),
        model.settings(),
        model.pipeline(),
        model.classes(),
        model.erasing(),
        model.datasetRevision(),
        model.recentChanges(),
        model.imports(),
        model.run(),
        model.earlierRuns(),
        model.versions(),
        model.serving(),
        model.expansionOwed(),
        model.createdAt());
  }

  private static com.fasterxml.jackson.databind.ObjectMapper mapper() {
    var mapper = Json.mapper();
    for (Class<?> family : List.of(Layer.class, Plan.class, Purpose.class)) {
      SealedTypes.register(mapper, family);
    }
    return mapper;
  }
}
