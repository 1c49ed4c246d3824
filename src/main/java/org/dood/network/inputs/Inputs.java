package org.dood.network.inputs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.engine.tls.PemTexts;
import org.dood.network.github.Environment;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.Signature;

/**
 * The inputs of the main stage. No two components have the same type, so that two of them cannot be
 * mistaken for each other. They are parsed in the order in which they stand here.
 *
 * @param pruneAfter the age at which what other runners left behind is removed; empty if nothing is
 * @param localhost which ports of services steps also reach at {@code localhost}
 * @param localhostPorts the ports of the engine's host that steps also reach at {@code localhost}
 * @param exportEnv whether to set variables that say where services are
 * @param waiting whether to wait for services
 * @param engine where the engine is
 * @param network the network to attach the runner to; empty if the job has none
 * @param extraNetworks further networks to attach the runner to
 * @param aliases names by which service containers are to reach the runner
 * @param runnerContainer the runner's container; empty if it is to be found
 * @param defaultRoute what becomes of the runner's default route
 * @param summary whether to add a summary to the page of the run
 * @param job what the runner says of the job
 */
public record Inputs(
    Optional<Duration> pruneAfter,
    LocalhostChoice localhost,
    LocalhostPorts localhostPorts,
    boolean exportEnv,
    WaitChoice waiting,
    EngineAddress engine,
    Optional<NamedNetwork> network,
    List<NamedNetwork> extraNetworks,
    List<ObjectName> aliases,
    Optional<ObjectName> runnerContainer,
    DefaultRouteChoice defaultRoute,
    SummaryChoice summary,
    JobContext job) {

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,]+");

  private static final List<Boolean> TRUE_OR_FALSE = List.of(true, false);

  /** The container that the job's steps run in; empty if they run where the runner does. */
  public Optional<ContainerId> jobContainer() {
    return job.container();
  }

  /** What parsing came to. */
  public sealed interface Parsed {

    /** Each input is valid. */
    record Valid(Inputs inputs) implements Parsed {}

    /** The first input that is not valid. */
    record Invalid(InvalidInput reason) implements Parsed {}
  }

  /** Parses the inputs. */
  public static Parsed parse(Environment environment) {
    try {
      return new Parsed.Valid(valid(environment));
    } catch (InvalidInputException e) {
      return new Parsed.Invalid(e.invalid());
    }
  }

  private static Inputs valid(Environment environment) {
    var job = job(environment);
    return new Inputs(
        duration(Input.PRUNE_AFTER, environment),
        choice(Input.LOCALHOST, List.of(LocalhostChoice.values()), environment),
        localhostPorts(environment),
        choice(Input.EXPORT_ENV, TRUE_OR_FALSE, environment),
        waiting(environment),
        engine(environment),
        text(Input.NETWORK, environment)
            .map(text -> network(Input.NETWORK, text))
            .or(() -> networkOfServices(job)),
        words(Input.EXTRA_NETWORKS, environment)
            .map(text -> network(Input.EXTRA_NETWORKS, text))
            .toList(),
        words(Input.ALIASES, environment).map(Inputs::alias).toList(),
        text(Input.RUNNER_CONTAINER, environment).map(text -> name(Input.RUNNER_CONTAINER, text)),
        choice(Input.DEFAULT_ROUTE, List.of(DefaultRouteChoice.values()), environment),
        choice(Input.SUMMARY, List.of(SummaryChoice.values()), environment),
        job);
  }

  private static JobContext job(Environment environment) {
    return new JobContext(
        text(Input.JOB_CONTAINER, environment).map(ContainerId::new),
        text(Input.JOB_NETWORK, environment),
        text(Input.JOB_SERVICES, environment).map(DeclaredService::parse).orElseGet(List::of));
  }

  /**
   * GitHub's docker container hooks say the network of a job without a job container only in its
   * services.
   */
  private static Optional<NamedNetwork> networkOfServices(JobContext job) {
    return job.networkOfServices()
        .filter(JobNetwork::canBe)
        .flatMap(ObjectName::parse)
        .map(name -> new NamedNetwork(Input.JOB_SERVICES, name));
  }

  /**
   * Parses an address together with the inputs that hold TLS material, which are read only if the
   * address takes it.
   *
   * @param address as {@code docker-host} would hold it; empty for the mounted socket
   */
  public static EngineAddress.Parsed engineAt(Optional<String> address, Environment environment) {
    return EngineAddress.parse(
        address,
        new PemTexts(
            text(Input.DOCKER_TLS_CA, environment),
            text(Input.DOCKER_TLS_CERT, environment),
            text(Input.DOCKER_TLS_KEY, environment)));
  }

  /** Parses {@code docker-host} and the inputs that hold TLS material. */
  public static EngineAddress.Parsed dockerHost(Environment environment) {
    return engineAt(text(Input.DOCKER_HOST, environment), environment);
  }

  /** Parses {@code summary} alone. A text that main would reject means that none is wanted. */
  public static SummaryChoice summaryIn(Environment environment) {
    return text(Input.SUMMARY, environment)
        .filter(SummaryChoice.SHOWN.toString()::equals)
        .map(_ -> SummaryChoice.SHOWN)
        .orElse(SummaryChoice.OMITTED);
  }

  static EngineAddress engine(Environment environment) {
    return switch (dockerHost(environment)) {
      case EngineAddress.Parsed.Good(EngineAddress address) -> address;
      case EngineAddress.Parsed.OutOfSight(String given) ->
          throw new InvalidInputException(new InvalidInput.SocketOutOfReach(given));
      case EngineAddress.Parsed.Malformed(String given) ->
          throw new InvalidInputException(new InvalidInput.NotAnAddress(given));
      case EngineAddress.Parsed.BadTls(var problem) ->
          throw new InvalidInputException(new InvalidInput.UnusableTls(problem));
    };
  }

  private static LocalhostPorts localhostPorts(Environment environment) {
    var ports =
        words(Input.LOCALHOST_PORTS, environment)
            .flatMap(Inputs::ports)
            .distinct()
            .sorted()
            .toList();
    if (ports.size() > LocalhostPorts.MOST) {
      throw new InvalidInputException(
          new InvalidInput.TooManyPorts(ports.size(), LocalhostPorts.MOST));
    }
    return new LocalhostPorts(ports);
  }

  private static Stream<Integer> ports(String given) {
    return LocalhostPorts.parse(given)
        .orElseThrow(() -> new InvalidInputException(new InvalidInput.NotPorts(given)));
  }

  private static WaitChoice waiting(Environment environment) {
    var limit = duration(Input.WAIT, environment);
    var services = words(Input.WAIT_FOR, environment).toList();
    if (limit.isEmpty() && !services.isEmpty()) {
      throw new InvalidInputException(new InvalidInput.WaitForWithoutWait(services.getFirst()));
    }
    return limit
        .<WaitChoice>map(
            most -> new WaitChoice.UpTo(most, services.stream().map(Inputs::service).toList()))
        .orElseGet(WaitChoice.NoWait::new);
  }

  private static RequestedService service(String given) {
    return RequestedService.parse(given)
        .orElseThrow(() -> new InvalidInputException(new InvalidInput.NotAService(given)));
  }

  private static NamedNetwork network(Input input, String given) {
    return new NamedNetwork(input, name(input, given));
  }

  static ObjectName name(Input input, String given) {
    return ObjectName.parse(given)
        .orElseThrow(() -> new InvalidInputException(new InvalidInput.NotAName(input, given)));
  }

  /** An alias that looks like a mark would be taken for one. */
  private static ObjectName alias(String given) {
    if (given.toLowerCase(Locale.ROOT).startsWith(Signature.PREFIX)) {
      throw new InvalidInputException(new InvalidInput.ReservedName(Input.ALIASES, given));
    }
    return name(Input.ALIASES, given);
  }

  private static Optional<Duration> duration(Input input, Environment environment) {
    return text(input, environment)
        .map(given ->
            Durations.parse(given)
                .orElseThrow(
                    () -> new InvalidInputException(new InvalidInput.NotADuration(input, given))));
  }

  private static <T> T choice(Input input, List<T> choices, Environment environment) {
    var given = text(input, environment).orElse("");
    return choices.stream()
        .filter(choice -> choice.toString().equals(given))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                new InvalidInput.NotAChoice(
                    input, given, choices.stream().map(Object::toString).toList())));
  }

  static Stream<String> words(Input input, Environment environment) {
    return text(input, environment).stream()
        .flatMap(BETWEEN_WORDS::splitAsStream)
        .filter(word -> !word.isEmpty())
        .distinct();
  }

  private static Optional<String> text(Input input, Environment environment) {
    return input.textIn(environment);
  }
}
