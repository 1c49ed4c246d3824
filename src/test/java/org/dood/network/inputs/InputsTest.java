package org.dood.network.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.github.Environment;
import org.dood.network.inputs.Inputs.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the inputs of a workflow are parsed into. */
class InputsTest {

  private final Map<Input, String> given = new EnumMap<>(Input.class);

  private InputsTest given(Input input, String text) {
    given.put(input, text);
    return this;
  }

  private Parsed parse() {
    var variables = new HashMap<String, String>();
    given.forEach((input, text) -> variables.put(input.variable(), text));
    return Inputs.parse(Environment.of(variables::get));
  }

  private Inputs inputs() {
    assertThat(parse()).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid) parse()).inputs();
  }

  private void assertInvalid(InvalidInput reason) {
    assertThat(parse()).isEqualTo(new Parsed.Invalid(reason));
  }

  @Test
  void inputs_that_are_not_given_have_their_defaults() {
    assertThat(inputs())
        .isEqualTo(
            new Inputs(
                Optional.empty(),
                LocalhostChoice.PUBLISHED,
                LocalhostPorts.NONE,
                false,
                new WaitChoice.NoWait(),
                EngineAddress.mountedSocket(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                DefaultRouteChoice.KEEP,
                SummaryChoice.SHOWN,
                JobContext.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "0", "65536", "9010-9000", "8080:80", "1-", "-1", "1-2-3"})
  void text_that_is_no_port_and_no_range_is_rejected(String text) {
    given(Input.LOCALHOST_PORTS, "8080 " + text).assertInvalid(new InvalidInput.NotPorts(text));
  }

  @Test
  void more_ports_than_the_forwarder_takes_are_rejected() {
    assertThat(given(Input.LOCALHOST_PORTS, "9000-9099").inputs().localhostPorts().ports())
        .hasSize(100);
    given(Input.LOCALHOST_PORTS, "9000-9099 8080 9000")
        .assertInvalid(new InvalidInput.TooManyPorts(101, 100));
    given(Input.LOCALHOST_PORTS, "1-65535")
        .assertInvalid(new InvalidInput.TooManyPorts(65535, 100));
  }

  @ParameterizedTest
  @EnumSource(Input.class)
  void blank_input_is_the_same_as_none(Input input) {
    var none = parse();
    assertThat(given(input, " \n\t").parse()).isEqualTo(none);
  }

  /** A good text of each input, and what it is parsed into. */
  static Stream<Arguments> goodTexts() {
    return Stream.of(
        good(Input.NETWORK, " ci ", Inputs::network, Optional.of(named(Input.NETWORK, "ci"))),
        good(
            Input.EXTRA_NETWORKS,
            "one two",
            Inputs::extraNetworks,
            List.of(named(Input.EXTRA_NETWORKS, "one"), named(Input.EXTRA_NETWORKS, "two"))),
        good(
            Input.ALIASES,
            "app web",
            Inputs::aliases,
            List.of(new ObjectName("app"), new ObjectName("web"))),
        good(Input.DEFAULT_ROUTE, "engine", Inputs::defaultRoute, DefaultRouteChoice.ENGINE),
        good(
            Input.DOCKER_HOST,
            "tcp://proxy:2375",
            Inputs::engine,
            new EngineAddress.Tcp("proxy", 2375, "", Optional.empty())),
        // Without docker-host, which alone takes TLS, nobody reads them.
        good(Input.DOCKER_TLS_CA, "nonsense", Inputs::engine, EngineAddress.mountedSocket()),
        good(Input.DOCKER_TLS_CERT, "nonsense", Inputs::engine, EngineAddress.mountedSocket()),
        good(Input.DOCKER_TLS_KEY, "nonsense", Inputs::engine, EngineAddress.mountedSocket()),
        good(
            Input.RUNNER_CONTAINER,
            "runner-1",
            Inputs::runnerContainer,
            Optional.of(new ObjectName("runner-1"))),
        good(Input.PRUNE_AFTER, "7d", Inputs::pruneAfter, Optional.of(Duration.ofDays(7))),
        good(
            Input.JOB_CONTAINER,
            "0123456789ab",
            Inputs::jobContainer,
            Optional.of(new ContainerId("0123456789ab"))),
        good(Input.JOB_NETWORK, "job", i -> i.job().network(), Optional.of("job")),
        good(
            Input.JOB_SERVICES,
            """
            {"db": {"id": "0123", "ports": {"5432": "32768"}, "network": "job"},
             "web": {"id": null, "ports": {}, "network": null}}
            """,
            i -> i.job().services(),
            List.of(new DeclaredService("db", new ContainerId("0123"), Optional.of("job")))),
        good(Input.LOCALHOST, "off", Inputs::localhost, LocalhostChoice.OFF),
        good(
            Input.LOCALHOST_PORTS,
            "9001-9003,8080 9002",
            Inputs::localhostPorts,
            new LocalhostPorts(List.of(8080, 9001, 9002, 9003))),
        good(Input.EXPORT_ENV, "true", Inputs::exportEnv, true),
        good(Input.SUMMARY, "false", Inputs::summary, SummaryChoice.OMITTED),
        good(
            Input.WAIT,
            "1h30m",
            Inputs::waiting,
            new WaitChoice.UpTo(Duration.ofMinutes(90), List.of())));
  }

  @ParameterizedTest
  @MethodSource("goodTexts")
  void good_text_is_parsed_into_a_type(
      Input input, String text, Function<Inputs, Object> value, Object expected) {
    assertThat(given(input, text).inputs()).extracting(value).isEqualTo(expected);
  }

  @Test
  void each_input_has_a_good_text_in_this_test() {
    assertThat(goodTexts().map(example -> example.get()[0]))
        .as("inputs that goodTexts() has; wait-for has tests of its own")
        .containsExactlyInAnyOrderElementsOf(
            ActionFile.ATTACH.inputs().stream().filter(input -> input != Input.WAIT_FOR).toList());
  }

  @Test
  void wait_for_names_the_services_to_wait_for() {
    given(Input.WAIT, "2m").given(Input.WAIT_FOR, "postgres:5432, redis");
    assertThat(inputs().waiting())
        .isEqualTo(
            new WaitChoice.UpTo(
                Duration.ofMinutes(2),
                List.of(
                    new RequestedService("postgres", Optional.of(5432)),
                    new RequestedService("redis", Optional.empty()))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a,b", "a, b", "a\nb", "\n a\r\n\tb ,", "a b a"})
  void names_are_separated_by_spaces_commas_and_lines_and_count_once(String text) {
    assertThat(given(Input.ALIASES, text).inputs().aliases())
        .containsExactly(new ObjectName("a"), new ObjectName("b"));
  }

  @ParameterizedTest
  @EnumSource(names = {"NETWORK", "EXTRA_NETWORKS", "ALIASES", "RUNNER_CONTAINER"})
  void text_that_the_engine_takes_for_no_name_is_not_a_name(Input input) {
    given(input, "../x").assertInvalid(new InvalidInput.NotAName(input, "../x"));
  }

  @Test
  void alias_that_looks_like_a_mark_is_reserved() {
    given(Input.ALIASES, "app Dood-Network-Action.x")
        .assertInvalid(new InvalidInput.ReservedName(Input.ALIASES, "Dood-Network-Action.x"));
  }

  @Test
  void network_input_takes_one_name_only() {
    given(Input.NETWORK, "a b").assertInvalid(new InvalidInput.NotAName(Input.NETWORK, "a b"));
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT_ROUTE, keep engine",
    "LOCALHOST, published exposed off",
    "EXPORT_ENV, true false",
    "SUMMARY, true false"
  })
  void text_that_is_none_of_the_choices_is_rejected_with_them(Input input, String choices) {
    given(input, "Keep")
        .assertInvalid(new InvalidInput.NotAChoice(input, "Keep", List.of(choices.split(" "))));
  }

  @ParameterizedTest
  @EnumSource
  void choice_for_localhost_is_parsed_from_its_name(LocalhostChoice choice) {
    assertThat(given(Input.LOCALHOST, choice.toString()).inputs().localhost()).isEqualTo(choice);
    assertThat(choice.toString()).isLowerCase();
  }

  @ParameterizedTest
  @EnumSource
  void choice_for_the_default_route_is_parsed_from_its_name(DefaultRouteChoice choice) {
    assertThat(given(Input.DEFAULT_ROUTE, choice.toString()).inputs().defaultRoute())
        .isEqualTo(choice);
    assertThat(choice.toString()).isLowerCase();
  }

  @ParameterizedTest
  @EnumSource(names = {"PRUNE_AFTER", "WAIT"})
  void text_that_is_no_length_of_time_is_rejected(Input input) {
    given(input, "soon").assertInvalid(new InvalidInput.NotADuration(input, "soon"));
  }

  @Test
  void wait_for_without_wait_is_rejected() {
    given(Input.WAIT_FOR, "postgres:0 redis")
        .assertInvalid(new InvalidInput.WaitForWithoutWait("postgres:0"));
  }

  @Test
  void wait_for_that_names_no_service_is_rejected() {
    given(Input.WAIT, "2m")
        .given(Input.WAIT_FOR, "redis postgres:0")
        .assertInvalid(new InvalidInput.NotAService("postgres:0"));
  }

  @Test
  void docker_host_that_is_no_address_is_rejected() {
    given(Input.DOCKER_HOST, "http://h:1")
        .assertInvalid(new InvalidInput.NotAnAddress("http://h:1"));
  }

  @Test
  void docker_host_that_is_another_socket_is_rejected() {
    given(Input.DOCKER_HOST, "unix:///run/user/1000/docker.sock")
        .assertInvalid(new InvalidInput.SocketOutOfReach("unix:///run/user/1000/docker.sock"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOCKER_TLS_CERT", "DOCKER_TLS_KEY"})
  void tls_material_without_an_authority_is_rejected(Input input) {
    given(Input.DOCKER_HOST, "tcp://h:2376").given(input, "some");
    assertThat(parse())
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> assertThat(invalid.reason()).isInstanceOf(InvalidInput.UnusableTls.class));
  }

  /** Each text is bad; the first of these inputs that is given is the one that is reported. */
  @Test
  void first_mistake_in_a_fixed_order_is_reported() {
    given(Input.PRUNE_AFTER, "?")
        .given(Input.LOCALHOST, "?")
        .given(Input.EXPORT_ENV, "?")
        .given(Input.WAIT, "?")
        .given(Input.DOCKER_HOST, "?")
        .given(Input.NETWORK, "?")
        .given(Input.EXTRA_NETWORKS, "?")
        .given(Input.ALIASES, "?")
        .given(Input.RUNNER_CONTAINER, "?")
        .given(Input.DEFAULT_ROUTE, "?");
    var reported = Stream.generate(this::removeTheReportedInput).limit(given.size()).toList();
    assertThat(reported)
        .containsExactly(
            Input.PRUNE_AFTER,
            Input.LOCALHOST,
            Input.EXPORT_ENV,
            Input.WAIT,
            Input.DOCKER_HOST,
            Input.NETWORK,
            Input.EXTRA_NETWORKS,
            Input.ALIASES,
            Input.RUNNER_CONTAINER,
            Input.DEFAULT_ROUTE);
    assertThat(parse()).isInstanceOf(Parsed.Valid.class);
  }

  private Input removeTheReportedInput() {
    var input =
        switch (((Parsed.Invalid) parse()).reason()) {
          case InvalidInput.NotAName(var named, _) -> named;
          case InvalidInput.ReservedName(var named, _) -> named;
          case InvalidInput.NotAChoice(var named, _, _) -> named;
          case InvalidInput.NotADuration(var named, _) -> named;
          case InvalidInput.NotAnAddress _,
              InvalidInput.SocketOutOfReach _,
              InvalidInput.UnusableTls _ ->
              Input.DOCKER_HOST;
          case InvalidInput.NotAService _, InvalidInput.WaitForWithoutWait _ -> Input.WAIT_FOR;
          case InvalidInput.NotPorts _, InvalidInput.TooManyPorts _ -> Input.LOCALHOST_PORTS;
        };
    given.remove(input);
    return input;
  }

  @Test
  void no_two_inputs_have_the_same_type_so_that_a_swapped_pair_does_not_compile() {
    assertThat(Stream.of(Inputs.class.getRecordComponents()).map(RecordComponent::getGenericType))
        .doesNotHaveDuplicates();
  }

  private static NamedNetwork named(Input input, String name) {
    return new NamedNetwork(input, new ObjectName(name));
  }

  private static Arguments good(
      Input input, String text, Function<Inputs, Object> value, Object expected) {
    return Arguments.of(input, text, value, expected);
  }
}
