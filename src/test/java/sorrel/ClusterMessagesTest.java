package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sorrel.inference.actor.ReplicaHost;
import sorrel.inference.actor.ReplicaManager;
import sorrel.inference.actor.Residents;
import sorrel.inference.actor.Route;
import sorrel.inference.actor.ServerMessage;
import sorrel.model.actor.ModelMessage;
import sorrel.model.domain.AvailableNetwork;
import sorrel.model.domain.DeletedModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.NewClass;
import sorrel.model.domain.Purpose;
import sorrel.model.domain.Samples;
import sorrel.model.domain.Scenario;
import sorrel.network.domain.NetworkBlobs;
import sorrel.platform.config.AkkaConfig;
import sorrel.platform.config.DatabaseAddress;
import sorrel.platform.config.Settings;
import sorrel.platform.serialization.CborMessage;
import sorrel.remote.actor.RemoteRunnerMessage;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hellos;
import sorrel.remote.domain.Orders;
import sorrel.task.LiveEvent;
import sorrel.training.actor.Jobs;
import sorrel.training.actor.RunnerCommand;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.SchedulerView;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.DecodedPictures;
import sorrel.training.domain.JobPriority;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/** Every message between nodes, through Akka's serialization as it is configured for production. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterMessagesTest {
  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit =
      ActorTestKit.create(
          "ClusterMessagesTest",
          ConfigFactory.parseMap(Map.of("akka.actor.provider", "local"))
              .withFallback(
                  AkkaConfig.of(
                      Settings.of(Map.of()),
                      new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/none", "", ""),
                      false)));

  private final TestProbe<Object> probe = kit.createTestProbe();

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_arrives_as_it_was_sent(Object message) throws Exception {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    var serializer = serialization.findSerializerFor(message);
    assertThat(serializer.getClass().getSimpleName()).isEqualTo("JacksonCborSerializer");
    byte[] bytes = serialization.serialize(message).get();
    Object copy =
        serialization
            .deserialize(
                bytes, serializer.identifier(), Serializers.manifestFor(serializer, message))
            .get();

    assertThat(copy)
        .usingRecursiveComparison()
        .withEqualsForType(Object::equals, ActorRef.class)
        .isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void what_a_newer_build_adds_to_a_message_is_passed_over(Object message) throws Exception {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    var serializer = serialization.findSerializerFor(message);
    CBORMapper cbor = new CBORMapper();
    ObjectNode sent = (ObjectNode) cbor.readTree(serialization.serialize(message).get());
    sent.put("addedLater", "by a newer build");
    Object copy =
        serialization
            .deserialize(
                cbor.writeValueAsBytes(sent),
                serializer.identifier(),
                Serializers.manifestFor(serializer, message))
            .get();

    assertThat(copy)
        .usingRecursiveComparison()
        .withEqualsForType(Object::equals, ActorRef.class)
        .isEqualTo(message);
  }

  @Test
  void what_an_older_build_does_not_send_is_absent() throws Exception {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    Object message =
        new SchedulerCommand.Submit(
            jobs().findFirst().orElseThrow(), Optional.of(JobPriority.REFINES));
    var serializer = serialization.findSerializerFor(message);
    CBORMapper cbor = new CBORMapper();
    ObjectNode sent = (ObjectNode) cbor.readTree(serialization.serialize(message).get());
    assertThat(sent.remove("priority")).isNotNull();
    Object copy =
        serialization
            .deserialize(
                cbor.writeValueAsBytes(sent),
                serializer.identifier(),
                Serializers.manifestFor(serializer, message))
            .get();

    assertThat(copy)
        .isInstanceOfSatisfying(
            SchedulerCommand.Submit.class, read -> assertThat(read.priority()).isEmpty());
  }

  @Test
  void every_kind_of_message_is_tried() {
    Set<String> tried =
        messages().map(message -> message.getClass().getName()).collect(Collectors.toSet());
    Set<String> all =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("sorrel")
                .stream()
                .filter(type -> type.isAssignableTo(CborMessage.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(all).isNotEmpty().isSubsetOf(tried);
  }

  @Test
  void every_record_of_the_sealed_types_is_tried() {
    Set<Class<?>> tried = samples().map(Object::getClass).collect(Collectors.toSet());
    Stream.of(Model.class, ModelCommand.class, ModelRejection.class)
        .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
        .forEach(type -> assertThat(tried).contains(type));
    Set<Class<?>> reports = reports().map(Object::getClass).collect(Collectors.toSet());
    assertThat(reports).containsExactlyInAnyOrder(JobReport.class.getPermittedSubclasses());
    Set<Class<?>> jobs = jobs().map(Object::getClass).collect(Collectors.toSet());
    assertThat(jobs).containsExactlyInAnyOrder(TrainingJob.class.getPermittedSubclasses());
  }

  Stream<Object> messages() {
    List<Object> messages = new ArrayList<>();
    commands()
        .forEach(
            command -> {
              messages.add(new ModelMessage.Ask(command, probe()));
              messages.add(new ModelMessage.Tell(command));
            });
    models().forEach(model -> messages.add(new ModelMessage.Answer.Now(model)));
    rejections().forEach(reason -> messages.add(new ModelMessage.Answer.Refused(reason)));
    messages.add(new ModelMessage.Look(probe()));
    messages.add(new ModelMessage.Wake());
    jobs()
        .forEach(
            job -> {
              messages.add(new SchedulerCommand.Submit(job, Optional.of(JobPriority.REFINES)));
              messages.add(new RunnerCommand.Assign(job));
            });
    reports().forEach(report -> messages.add(new SchedulerCommand.JobEnded("a", report)));
    messages.add(new SchedulerCommand.CancelRun(Samples.RUN));
    messages.add(new SchedulerCommand.CancelModel(Samples.MODEL, probe()));
    messages.add(new SchedulerCommand.Idle(Samples.MODEL));
    messages.add(
        new SchedulerCommand.Beat(
            "a",
            2,
            List.of(Jobs.key(3)),
            Optional.of(traits()),
            true,
            Optional.of(Samples.NOW),
            probe()));
    messages.add(new SchedulerCommand.Recall("a", List.of(Jobs.key(3))));
    messages.add(new SchedulerCommand.Retire(Set.of("a")));
    messages.add(new SchedulerCommand.Gone("a", true));
    messages.add(new RunnerCommand.Leave(Samples.NOW));
    messages.add(new SchedulerCommand.Describe(probe()));
    messages.add(
        new SchedulerView(
            List.of(
                new SchedulerView.Runner(
                    "a",
                    2,
                    List.of(new SchedulerView.Work(Jobs.key(3), Jobs.MODEL, "small dense")),
                    700,
                    Optional.of(
                        new SchedulerView.About(
                            RunnerKind.GPU, 1, true, Optional.of(Jobs.OWNER))))),
            1,
            Optional.of(3)));
    messages.add(new RunnerCommand.Abort(Jobs.key(3)));
    messages.add(new Residents.Message.Describe(probe()));
    messages.add(
        new Residents.View(5, 9, 1, List.of(new Residents.Resident(Samples.MODEL, 5, true))));
    messages.add(new ServerMessage.Classify(new byte[] {0, 127, -1}, probe()));
    messages.add(new ServerMessage.Use(Optional.empty()));
    messages.add(new ServerMessage.Use(promoted().live().servingVersion()));
    messages.add(new ServerMessage.Rest());
    messages.add(new ServerMessage.Pin());
    messages.add(new ServerMessage.Near(probe()));
    messages.add(new ReplicaHost.Message.Host(Samples.MODEL, probe()));
    messages.add(new ReplicaHost.Message.Drop(Samples.MODEL));
    messages.add(new ReplicaManager.Message.Hosted(Samples.MODEL, probe(), probe()));
    messages.add(new ReplicaManager.Message.Left(Samples.MODEL, probe()));
    messages.add(new NodeCaches.Erased(Samples.MODEL));
    messages.add(new Route(Samples.MODEL, List.of(probe())));
    messages.add(new ServerMessage.Answer.Probabilities(3, new float[] {0.1f, 0.9f}, 0.5f));
    messages.add(new ServerMessage.Answer.Busy());
    messages.add(new ServerMessage.Answer.NothingServes());
    messages.add(new ServerMessage.Answer.Broken());
    reports()
        .forEach(
            report ->
                messages.add(new RemoteRunnerMessage.End(new Ended("session", report), probe())));
    messages.add(new RemoteRunnerMessage.Poll(Hellos.OWN, Hellos.first("session"), probe()));
    messages.add(
        new RemoteRunnerMessage.Poll(Hellos.OWN, Hellos.holding("session", Jobs.key(3)), probe()));
    messages.add(new RemoteRunnerMessage.Look(Samples.MODEL, probe()));
    messages.add(new RemoteRunnerMessage.Revoke());
    messages.add(new RemoteRunnerMessage.Given(jobs().toList()));
    messages.add(
        new RemoteRunnerMessage.Answer.Do(new Orders(jobs().toList(), List.of(Jobs.key(3)))));
    messages.add(new RemoteRunnerMessage.Answer.Taken());
    messages.add(new RemoteRunnerMessage.Answer.NotYet());
    messages.add(new RemoteRunnerMessage.Answer.Wrong());
    messages.add(new RemoteRunnerMessage.Answer.Replaced());
    messages.add(new LiveEvent(Samples.OWNER, "task", "{\"id\":1}"));
    return messages.stream();
  }

  private static Stream<Object> samples() {
    return Stream.of(models(), commands(), rejections()).flatMap(each -> each);
  }

  private static Stream<Model> models() {
    return Stream.of(
        Model.unknown(),
        Scenario.given(List.of()).when(Samples.made()).model(),
        Scenario.given(List.of()).when(Samples.started()).model(),
        promoted().model(),
        new DeletedModel(false, Samples.NOW));
  }

  private static Scenario promoted() {
    return Scenario.given(List.of()).when(Samples.promoted());
  }

  private static Stream<ModelCommand> commands() {
    List<ModelCommand> all = new ArrayList<>(Samples.promoted());
    all.add(
        new ModelCommand.Change(
            Optional.of("Animals"),
            Optional.of(Samples.SETTINGS),
            Optional.of(Samples.LARGER),
            Samples.NOW));
    all.add(Samples.addClass(Samples.BIRDS, "birds"));
    all.add(new ModelCommand.RenameClass(Samples.CATS, "felines", Samples.NOW));
    all.add(Samples.removeClass(Samples.CATS));
    all.add(new ModelCommand.RestoreClass(new NewClass(Samples.CATS, "cats"), Samples.NOW));
    all.add(new ModelCommand.ConfirmClassErased(Samples.CATS, Samples.NOW));
    all.add(
        new ModelCommand.StartRun(
            Samples.RUN,
            Optional.of(0.9),
            Duration.ofMinutes(15),
            Samples.MEMORY,
            new Augmentation(true, 2),
            Optional.of(1),
            List.of(
                new AvailableNetwork(
                    AvailableNetwork.Origin.REGISTERED,
                    "mobilenet",
                    new NetworkBlobs(Optional.empty(), Optional.of(Samples.hash("mobilenet"))),
                    Samples.LARGER.input(),
                    2_000_000,
                    Optional.of(4.5))),
            Samples.NOW));
    all.add(new ModelCommand.CancelRun(Samples.RUN, Samples.NOW));
    all.add(
        new ModelCommand.StartExpansion(
            Samples.NEXT_RUN,
            0.05,
            Samples.BUDGET,
            Optional.of(new Purpose.Next(Samples.RUN, Samples.BUDGET)),
            false,
            Samples.NOW));
    all.add(new ModelCommand.CatchUp(Samples.NOW));
    all.add(new ModelCommand.Serve(1, Samples.NOW));
    all.add(new ModelCommand.Delete(Samples.NOW));
    all.add(new ModelCommand.DeleteEmpty(Samples.NOW));
    all.add(new ModelCommand.Erase(Samples.NOW));
    return all.stream();
  }

  private static Stream<ModelRejection> rejections() {
    return Stream.of(
        new ModelRejection.NoSuchModel(),
        new ModelRejection.AlreadyExists(),
        new ModelRejection.NoSuchClass(),
        new ModelRejection.LabelTaken("cats"),
        new ModelRejection.TooManyClasses(1_000),
        new ModelRejection.NoSuchRun(),
        new ModelRejection.NoSuchVersion(3),
        new ModelRejection.RunUnderWay(Samples.RUN),
        new ModelRejection.ImportUnderWay(),
        new ModelRejection.NoPictures(),
        new ModelRejection.TooFewClasses(1, 2),
        new ModelRejection.TooFewPictures("cats", 3, 5),
        new ModelRejection.NothingServes(),
        new ModelRejection.NotExpandable(),
        new ModelRejection.UpToDate(2),
        new ModelRejection.NotEmpty(3),
        new ModelRejection.PipelineFixed());
  }

  private static Stream<JobReport> reports() {
    return Stream.of(
        Jobs.done(3),
        Jobs.stopped(3),
        new JobReport.Failed(Jobs.key(3), 1, "the disk is full."),
        Samples.finishDone(Jobs.key(3), 1, 9, 10));
  }

  private static Stream<TrainingJob> jobs() {
    return Stream.of(
        Jobs.round(3),
        new TrainingJob.Round(
            Jobs.key(3), Jobs.OWNER, 0, Jobs.learning(), Optional.of(Jobs.HASH), 2, 2, 4),
        new TrainingJob.Round(
            Jobs.key(3),
            Jobs.OWNER,
            0,
            Jobs.further(Jobs.HASH, Jobs.HASH),
            Optional.empty(),
            0,
            1,
            3),
        Jobs.finish(3, Jobs.HASH),
        Jobs.fit(4, Samples.finishDone(Jobs.key(3), 0, 9, 10), Jobs.HASH),
        Jobs.finishFit(5, Samples.finishDone(Jobs.key(3), 0, 9, 10), Jobs.HASH, Jobs.HASH));
  }

  private static RunnerTraits traits() {
    return new RunnerTraits(
        RunnerKind.GPU,
        List.of(DecodedPictures.of(Jobs.MODEL, Jobs.learning())),
        Optional.of(Jobs.OWNER));
  }

  private <T> ActorRef<T> probe() {
    return probe.ref().unsafeUpcast();
  }
}
