package sorrel.model.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.ModelTitle;
import sorrel.kernel.Page;
import sorrel.kernel.RunId;
import sorrel.model.domain.DeletedModel;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.Run;
import sorrel.model.domain.UnknownModel;

/** Lists models and runs; a row may be one change behind its journal, and then catches up. */
public final class ModelIndex {
  private final Jdbi jdbi;
  private final ObjectMapper mapper;

  public ModelIndex(Jdbi jdbi, ObjectMapper mapper) {
    this.jdbi = jdbi;
    this.mapper = mapper;
  }

  /** Shows a state; does nothing if a newer one is shown already. May be repeated. */
  public void write(ModelId id, long revision, Model state) {
    switch (state) {
      case UnknownModel unknown -> {}
      case LiveModel live -> jdbi.useTransaction(handle -> write(handle, revision, live));
      case DeletedModel deleted -> jdbi.useTransaction(handle -> write(handle, id, deleted));
    }
  }

  private void write(Handle handle, long revision, LiveModel model) {
    int written =
        handle
            .createUpdate(
                """
            insert into models (id, account_id, revision, has_work, state)
            values (:id, :account, :revision, :work, cast(:state as jsonb))
            on conflict (id) do update set revision = excluded.revision,
              has_work = excluded.has_work, state = excluded.state
            where models.revision < excluded.revision
            """)
            .bind("id", model.id().value())
            .bind("account", model.owner().value())
            .bind("revision", revision)
            .bind("work", model.hasWork())
            .bind("state", json(forLists(model)))
            .execute();
    if (written > 0) {
      // A run of an older state may have the same step as the newer one, and not know its end.
      model.earlierRuns().reversed().forEach(run -> write(handle, model.id(), run));
      model.run().ifPresent(run -> write(handle, model.id(), run));
    }
  }

  /** Without what only the journal's state needs, which would make up most of a row. */
  private static LiveModel forLists(LiveModel model) {
    return new LiveModel(
        model.id(),
        model.owner(),
        model.name(),
        model.settings(),
        model.pipeline(),
        model.classes(),
        model.erasing(),
        model.datasetRevision(),
        List.of(),
        model.imports(),
        model.run(),
        List.of(),
        model.versions(),
        model.serving(),
        model.expansionOwed(),
        model.createdAt());
  }

  private void write(Handle handle, ModelId model, Run run) {
    handle
        .createUpdate(
            """
            insert into runs (id, model_id, state) values (:id, :model, cast(:state as jsonb))
            on conflict (id) do update set state = excluded.state
            where cast(runs.state ->> 'step' as int) <= :step
            """)
        .bind("id", run.id().value())
        .bind("model", model.value())
        .bind("state", json(run))
        .bind("step", run.step())
        .execute();
  }

  private static void write(Handle handle, ModelId id, DeletedModel deleted) {
    if (deleted.erased()) {
      handle.execute("delete from runs where model_id = ?", id.value());
      handle.execute("delete from models where id = ?", id.value());
    } else {
      handle.execute("update models set deleted = true, has_work = true where id = ?", id.value());
    }
  }

  /** An account's models, newest first. */
  public Page<LiveModel> list(AccountId account, Optional<ModelId> before, int limit) {
    List<LiveModel> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select state from models
                        where account_id = :account and not deleted
                          and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :rows
                        """)
                    .bind("account", account.value())
                    .bindByType("before", before.map(ModelId::value).orElse(null), UUID.class)
                    .bind("rows", limit + 1)
                    .mapTo(String.class)
                    .map(text -> read(text, LiveModel.class))
                    .list());
    return Page.of(rows, limit, model -> model.id().toString());
  }

  /** Whose the models of some accounts are that are not deleted. */
  public Map<ModelId, AccountId> owners(Set<AccountId> accounts) {
    Map<ModelId, AccountId> owners = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, account_id from models
                    where account_id = any(:accounts) and not deleted
                    """)
                .bind("accounts", accounts.stream().map(AccountId::value).toArray(UUID[]::new))
                .map(
                    (row, _) ->
                        Map.entry(
                            new ModelId(row.getObject("id", UUID.class)),
                            new AccountId(row.getObject("account_id", UUID.class))))
                .forEach(each -> owners.put(each.getKey(), each.getValue())));
    return owners;
  }

  /** A model's runs, newest first. */
  public Page<Run> runs(ModelId model, Optional<RunId> before, int limit) {
    List<Run> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select state from runs where model_id = :model
                          and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :rows
                        """)
                    .bind("model", model.value())
                    .bindByType("before", before.map(RunId::value).orElse(null), UUID.class)
                    .bind("rows", limit + 1)
                    .mapTo(String.class)
                    .map(text -> read(text, Run.class))
                    .list());
    return Page.of(rows, limit, run -> run.id().toString());
  }

  public Optional<Run> run(ModelId model, RunId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select state from runs where id = :id and model_id = :model")
                .bind("id", id.value())
                .bind("model", model.value())
                .mapTo(String.class)
                .map(text -> read(text, Run.class))
                .findOne());
  }

  /**
   * Models to wake when a node starts: those with work, and those whose journal went on after their
   * row was written.
   *
   * @param journal the newest sequence number of each model
   */
  public Set<ModelId> unsettled(Map<ModelId, Long> journal) {
    Set<ModelId> found = new HashSet<>();
    Map<UUID, Long> shown =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select id, revision from models")
                    .setMapKeyColumn("id")
                    .setMapValueColumn("revision")
                    .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<UUID, Long>>() {}));
    journal.forEach(
        (id, newest) -> {
          if (shown.getOrDefault(id.value(), 0L) < newest) {
            found.add(id);
          }
        });
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select id from models where has_work")
                .mapTo(UUID.class)
                .forEach(id -> found.add(new ModelId(id))));
    return found;
  }

  /** Which of some models there are. */
  public Set<ModelId> living(Set<ModelId> some) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from models where id = any(:ids)")
                .bind("ids", some.stream().map(ModelId::value).toArray(UUID[]::new))
                .mapTo(UUID.class)
                .map(ModelId::new)
                .collect(Collectors.toSet()));
  }

  /** What some models are known by; those that are deleted are left out. */
  public Map<ModelId, ModelTitle> titles(Set<ModelId> some) {
    Map<ModelId, ModelTitle> titles = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, account_id, state ->> 'name' as name from models
                    where id = any(:ids) and not deleted
                    """)
                .bind("ids", some.stream().map(ModelId::value).toArray(UUID[]::new))
                .map(
                    (row, _) ->
                        Map.entry(
                            new ModelId(row.getObject("id", UUID.class)),
                            new ModelTitle(
                                row.getString("name"),
                                new AccountId(row.getObject("account_id", UUID.class)))))
                .forEach(each -> titles.put(each.getKey(), each.getValue())));
    return titles;
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a state that cannot be written as JSON", fault);
    }
  }

  private <T> T read(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a row that is not what was written: " + type, fault);
    }
  }
}
