package sorrel;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.javadsl.Adapter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sorrel.account.Accounts;
import sorrel.account.PasswordHashing;
import sorrel.account.http.AccountProblems;
import sorrel.account.http.AccountRoutes;
import sorrel.account.http.InvitationRoutes;
import sorrel.account.http.PeopleRoutes;
import sorrel.account.http.TokenAuthenticator;
import sorrel.account.store.AccountStore;
import sorrel.account.store.InvitationStore;
import sorrel.account.store.TokenStore;
import sorrel.backbone.Backbones;
import sorrel.backbone.http.BackboneRoutes;
import sorrel.dataset.http.BinRoutes;
import sorrel.dataset.http.DatasetAccess;
import sorrel.dataset.http.DatasetProblems;
import sorrel.dataset.http.ImageRoutes;
import sorrel.dataset.http.ImportRoutes;
import sorrel.feedback.Verdicts;
import sorrel.feedback.http.FeedbackProblems;
import sorrel.feedback.http.FeedbackRoutes;
import sorrel.feedback.http.PictureRoutes;
import sorrel.feedback.http.VerdictRoutes;
import sorrel.inference.ModelsInMemory;
import sorrel.inference.PictureRoom;
import sorrel.inference.actor.ModelServer;
import sorrel.inference.http.ClassificationProblems;
import sorrel.inference.http.ClassificationRoutes;
import sorrel.inference.http.InferenceProtocolRoutes;
import sorrel.inference.http.MemoryRoutes;
import sorrel.inference.http.PinRoutes;
import sorrel.inference.http.StatisticsRoutes;
import sorrel.model.DataDoctor;
import sorrel.model.VersionExport;
import sorrel.model.VersionMistakes;
import sorrel.model.VersionReports;
import sorrel.model.actor.ModelEntity;
import sorrel.model.http.DoctorRoutes;
import sorrel.model.http.ExpansionRoutes;
import sorrel.model.http.ModelCalls;
import sorrel.model.http.ModelProblems;
import sorrel.model.http.ModelRoutes;
import sorrel.model.http.RunRoutes;
import sorrel.model.http.VersionRoutes;
import sorrel.picture.http.PictureProblems;
import sorrel.platform.cluster.ClusterRoutes;
import sorrel.platform.cluster.Staying;
import sorrel.platform.config.Role;
import sorrel.platform.config.Settings;
import sorrel.platform.http.ApiDocs;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Health;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.HttpServer;
import sorrel.platform.http.ProblemPages;
import sorrel.platform.http.ProblemType;
import sorrel.platform.http.ServerLimits;
import sorrel.platform.http.SqlIdempotencyStore;
import sorrel.platform.http.pages.Dashboard;
import sorrel.remote.RemoteFiles;
import sorrel.remote.RemoteRunners;
import sorrel.remote.RunnerTokens;
import sorrel.remote.http.RemoteFileRoutes;
import sorrel.remote.http.RemoteProblems;
import sorrel.remote.http.RemoteRunnerRoutes;
import sorrel.remote.http.RunnerTokenRoutes;
import sorrel.remote.store.RunnerTokenTable;
import sorrel.task.http.EventRoutes;
import sorrel.task.http.TaskRoutes;
import sorrel.task.http.UsageRoutes;
import sorrel.training.engine.WholeNetworkExport;
import sorrel.training.http.RunnerRoutes;

/** Answers HTTP: all addresses of the API, and who may use each. */
final class HttpRole {
  /** Of the memory there is, the part for pictures that wait to be kept: an eighth. */
  private static final int SHARE_OF_PICTURES = 8;

  private HttpRole() {}

  /** Returns once requests are answered; fails with the reason if the address is taken. */
  static HttpServer begin(Foundation base, Contexts contexts) {
    Accounts accounts =
        new Accounts(
            new AccountStore(base.database().jdbi()),
            new InvitationStore(base.database().jdbi()),
            new TokenStore(base.database().jdbi()),
            new PasswordHashing(),
            base.settings().account(),
            base.clock(),
            new SecureRandom());
    TokenAuthenticator authenticator = new TokenAuthenticator(accounts);
    TrainingFigures.begin(base.system(), contexts.scheduler(), base.metrics().registry());
    return HttpServer.start(
            base.system(),
            ServerLimits.of(base.settings().http()),
            base.json(),
            resources(base, contexts, accounts, authenticator).stream()
                .flatMap(resource -> resource.endpoints().stream())
                .toList(),
            authenticator,
            Optional.of(new SqlIdempotencyStore(base.database().jdbi(), base.clock())),
            base.metrics())
        .toCompletableFuture()
        .join();
  }

  private static List<Endpoint.Resource> resources(
      Foundation base, Contexts contexts, Accounts accounts, TokenAuthenticator authenticator) {
    Settings settings = base.settings();
    ClusterRoutes cluster =
        new ClusterRoutes(
            base.system(), Map.of("models", ModelEntity.KEY, "servers", ModelServer.KEY));
    MemoryRoutes memory =
        new MemoryRoutes(new ModelsInMemory(base.system()), contexts.index()::titles);
    RunnerRoutes runners = new RunnerRoutes(base.system(), contexts.scheduler());
    Staying staying = new Staying(Adapter.toClassic(base.system()));
    Backbones backbones = RegisteredNetworks.of(base);
    ModelCalls calls = new ModelCalls(contexts.models());
    VersionReports reports = new VersionReports(base::blobs, base.records());
    DatasetAccess pictureAccess =
        new DatasetAccess(contexts.datasets(), contexts.owner(), contexts.owner());
    RunnerTokens runnerTokens =
        new RunnerTokens(
            new RunnerTokenTable(base.database().jdbi()), base.clock(), new SecureRandom());
    RemoteRunners remoteRunners =
        RemoteRunners.of(base.system(), Role.HTTP.key(), contexts.scheduler(), base.clock());
    base.onShutdown(
        CoordinatedShutdown.PhaseServiceUnbind(), "runners that wait", remoteRunners::stop);
    RemoteFiles runnerFiles = new RemoteFiles(contexts.datasets(), base::blobs);
    Verdicts verdicts =
        new Verdicts(
            contexts.tasks(),
            contexts.models(),
            contexts.judgements(),
            contexts.keptPictures(),
            contexts.datasets(),
            contexts.teacher());
    return List.of(
        new Health(
            List.of(
                new Health.Check("database", base.database()::ready),
                new Health.Check("cluster", cluster::isUp),
                new Health.Check("stays", staying::holds)),
            base.metrics()),
        Dashboard.ofClassPath(),
        new ApiDocs(),
        new ProblemPages(problems()),
        new AccountRoutes(accounts, contexts.quotas(), authenticator, settings.account()),
        new PeopleRoutes(accounts, contexts.quotas()),
        new InvitationRoutes(accounts),
        new ModelRoutes(
            calls,
            contexts.index(),
            contexts.quotas()::models,
            model -> contexts.datasets().size(model).allPictures(),
            contexts.datasets()::removeClass,
            base.pictures(),
            settings.training().targetAccuracy(),
            base.clock()),
        new RunRoutes(
            calls,
            contexts.index(),
            contexts.datasets()::suggestInput,
            contexts.images()::augmentation,
            new NetworkOffers(backbones, contexts.index(), base::blobs),
            settings.training().budget(),
            settings.training().memory(),
            base.clock()),
        new BackboneRoutes(backbones),
        new ExpansionRoutes(calls, base.clock()),
        new DoctorRoutes(calls, new DataDoctor(base::blobs, contexts.datasets()), reports),
        new VersionRoutes(
            calls,
            new VersionExport(base::blobs, new WholeNetworkExport(), base.json()),
            reports,
            new VersionMistakes(base::blobs, contexts.datasets()),
            base.clock()),
        new ImportRoutes(pictureAccess, settings.http().importBodyBytesMax()),
        new ImageRoutes(pictureAccess, settings.picture().bytesMax()),
        new BinRoutes(pictureAccess),
        new ClassificationRoutes(
            contexts.classifications(),
            contexts.classificationTasks(),
            contexts.counts(),
            new PictureRoom(Runtime.getRuntime().maxMemory() / SHARE_OF_PICTURES),
            settings.picture().bytesMax()),
        new InferenceProtocolRoutes(contexts.classifications(), contexts.counts()),
        new StatisticsRoutes(calls, contexts.usage()),
        new UsageRoutes(contexts.usage()),
        new PinRoutes(contexts.pins()),
        memory,
        new TaskRoutes(contexts.tasks()),
        new EventRoutes(
            contexts.live(),
            Stream.concat(
                    runners.watched().stream(), Stream.of(cluster.watched(), memory.watched()))
                .toList()),
        new PictureRoutes(contexts.tasks(), contexts.keptPictures(), contexts.datasets()),
        new VerdictRoutes(verdicts),
        new FeedbackRoutes(calls, contexts.judgements()),
        runners,
        new RunnerTokenRoutes(runnerTokens, remoteRunners),
        new RemoteRunnerRoutes(
            runnerTokens,
            remoteRunners,
            runnerFiles,
            new TrainingFeed(contexts.live(), base.json()),
            contexts.index()::living),
        new RemoteFileRoutes(runnerTokens, remoteRunners, runnerFiles),
        cluster);
  }

  private static List<ProblemType> problems() {
    return Stream.of(
            HttpProblems.ALL,
            AccountProblems.ALL,
            ModelProblems.ALL,
            PictureProblems.ALL,
            DatasetProblems.ALL,
            ClassificationProblems.ALL,
            FeedbackProblems.ALL,
            RemoteProblems.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
