package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dood.network.AnyText;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.dood.network.services.ServiceVariables.NameTaken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables with the addresses of services. */
class ServiceVariablesTest {

  private static final StepsLocation ON_JOB_NETWORK =
      new StepsLocation.OnJobNetwork(new ContainerId("r"), new ContainerId("r"));

  private static Service service(String name, Port... ports) {
    return new Service(
        name,
        new ContainerId("c0ffee"),
        "github_network_0123",
        "172.18.0.2",
        "",
        "redis:8",
        new Workload(ContainerState.RUNNING, Workload.UNCHECKED, List.of(ports), Set.of()));
  }

  private static ServiceVariables of(StepsLocation place, Service... services) {
    return ServiceVariables.of(List.of(services), place, Set.of());
  }

  @ParameterizedTest
  @CsvSource({"DB, db, DB", "my-db, my_db, MY_DB", "a.b, a-b, A_B"})
  void second_service_whose_variables_would_have_the_same_names_is_told(
      String first, String second, String prefix) {
    var variables =
        of(ON_JOB_NETWORK, service(first), service(second, new Port(80, "tcp", List.of())));
    assertThat(variables.set()).isEqualTo(Map.of(prefix + "_HOST", first));
    assertThat(variables.withoutVariables()).containsExactly(new NameTaken(second, first, prefix));
  }

  @Test
  void third_service_with_the_same_names_is_told_too() {
    assertThat(of(ON_JOB_NETWORK, service("DB"), service("Db"), service("db")).withoutVariables())
        .extracting(NameTaken::service)
        .containsExactly("Db", "db");
  }

  @Test
  void services_of_different_names_all_have_variables() {
    assertThat(of(ON_JOB_NETWORK, service("a"), service("b")).withoutVariables()).isEmpty();
  }

  @Test
  void service_at_an_unknown_host_has_no_variables() {
    assertThat(
            of(
                    new StepsLocation.AwayFromEngine(Optional.empty()),
                    service("a", new Port(80, "tcp", List.of(8080))))
                .set())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker", "container", "buildkit", "kubernetes-service", "gh", "runner", "podman"})
  void variable_that_a_tool_reads_as_its_setting_is_reserved(String service) {
    var variables = of(ON_JOB_NETWORK, service(service, new Port(2375, "tcp", List.of())));
    var prefix = service.toUpperCase(Locale.ROOT).replace('-', '_');
    assertThat(variables.set()).isEmpty();
    assertThat(variables.reserved()).containsExactly(prefix + "_HOST", prefix + "_PORT");
  }

  @Test
  void variable_that_only_resembles_a_tools_setting_is_set() {
    assertThat(of(ON_JOB_NETWORK, service("dockerhub")).set())
        .isEqualTo(Map.of("DOCKERHUB_HOST", "dockerhub"));
  }

  @Test
  void any_service_name_makes_variables_that_a_shell_accepts() {
    AnyText.with("a", "A", "ß", "ı", "_HOST", "1")
        .satisfies(name ->
            assertThat(of(ON_JOB_NETWORK, service(name, new Port(80, "tcp", List.of()))).set())
                .allSatisfy((variable, value) -> {
                  assertThat(variable).matches("[A-Z0-9_]*_(HOST|PORT)");
                  assertThat(value).isEqualTo(variable.endsWith("_HOST") ? name : "80");
                }));
  }
}
