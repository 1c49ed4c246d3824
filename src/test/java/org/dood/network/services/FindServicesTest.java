package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.services.SomeServices.ON_JOB_NETWORK;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.inputs.JobContext;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which containers on a network are the job's services. */
class FindServicesTest {

  private static final String LABEL = "abc123";
  private static final String OWN_HOSTNAME = "0123456789ab";

  private final FakeEngine engine = new FakeEngine();
  private final FakeNetwork network = engine.network(SomeServices.NETWORK);
  private final FakeContainer own =
      engine.container("own", OWN_HOSTNAME).withLabel(LABEL).onNetwork(network, "own");

  private Optional<ContainerId> jobContainer = Optional.empty();

  private JobServices find(String networkNameOrId) {
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return new FindServices(
              client,
              OWN_HOSTNAME,
              labels -> labels.keySet().stream().filter(LABEL::equals).findFirst(),
              new JobContext(jobContainer, Optional.empty(), List.of()))
          .on(new ObjectName(networkNameOrId), ON_JOB_NETWORK);
    }
  }

  private List<Service> services() {
    assertThat(find(SomeServices.NETWORK)).isInstanceOf(JobServices.Found.class);
    return find(SomeServices.NETWORK) instanceof JobServices.Found(_, var services)
        ? services
        : List.of();
  }

  @Test
  void containers_with_the_runners_label_and_an_alias_are_services_by_name() {
    engine.container("b").withLabel(LABEL).onNetwork(network, "redis").withExposedPort("6379/tcp");
    engine
        .container("a")
        .withLabel(LABEL)
        .onNetwork(network, "postgres")
        .withExposedPort("5432/tcp");
    assertThat(services()).extracting(Service::name).containsExactly("postgres", "redis");
  }

  /** As with {@code options: --network-alias app} under {@code container:}. */
  @Test
  void job_container_with_an_alias_is_no_service() {
    engine.container("a").withLabel(LABEL).onNetwork(network, "postgres");
    var job =
        engine
            .container("job")
            .withLabel(LABEL)
            .onNetwork(network, "app")
            .withPublishedPort("3000/tcp", 3000);
    jobContainer = Optional.of(job.id());
    assertThat(services()).extracting(Service::name).containsExactly("postgres");
  }

  @Test
  void service_is_read_with_its_container_network_address_and_state() {
    var postgres =
        engine.container("a").withLabel(LABEL).onNetwork(network, "postgres").inState("exited");
    assertThat(services())
        .singleElement()
        .satisfies(service -> {
          assertThat(service.container()).isEqualTo(postgres.id());
          assertThat(service.network()).isEqualTo(SomeServices.NETWORK);
          assertThat(service.ip()).isEqualTo(postgres.addressOn(network));
          assertThat(service.workload().state()).isEqualTo(new ContainerState("exited"));
        });
  }

  @Test
  void location_of_the_steps_is_handed_on() {
    assertThat(find(SomeServices.NETWORK))
        .isEqualTo(new JobServices.Found(ON_JOB_NETWORK, List.of()));
  }

  @Test
  void network_is_known_by_its_id_too() {
    engine.container("a").withLabel(LABEL).onNetwork(network, "postgres");
    assertThat(find(network.id().value()))
        .isInstanceOfSatisfying(
            JobServices.Found.class, found -> assertThat(found.services()).hasSize(1));
  }

  @Test
  void own_container_is_not_a_service() {
    assertThat(services()).isEmpty();
  }

  @Test
  void container_without_the_runners_label_is_not_a_service() {
    engine.container("other").withLabel("fed321").onNetwork(network, "other");
    assertThat(services()).isEmpty();
  }

  @Test
  void container_on_another_network_is_not_a_service() {
    engine
        .container("elsewhere")
        .withLabel(LABEL)
        .onNetwork(engine.network("ci_default"), "elsewhere");
    assertThat(services()).isEmpty();
  }

  @Test
  void alias_that_the_engine_adds_is_not_a_name() {
    engine.container("job", "feedface0123").withLabel(LABEL).onNetwork(network, "feedface0123");
    engine
        .container("service", "cafebabe0123")
        .withLabel(LABEL)
        .onNetwork(network, "cafebabe0123", "postgres");
    assertThat(services()).extracting(Service::name).containsExactly("postgres");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "db", "be", "cafe", "deadbeef", "fedcba9876543210"})
  void service_whose_containers_id_starts_with_its_name_is_a_service(String name) {
    engine.container("service", name).withLabel(LABEL).onNetwork(network, name, "second");
    assertThat(services()).extracting(Service::name).containsExactly(name);
  }

  @Test
  void service_on_two_networks_is_named_by_its_alias_on_the_jobs() {
    var other = engine.network("ci_default");
    engine
        .container("a")
        .withLabel(LABEL)
        .onNetwork(other, "elsewhere")
        .onNetwork(network, "postgres");
    assertThat(services()).extracting(Service::name).containsExactly("postgres");
  }

  @Test
  void no_service_is_found_where_the_own_container_is_not_on_the_network() {
    own.leave(network);
    engine.container("a").withLabel(LABEL).onNetwork(network, "postgres");
    assertThat(services()).isEmpty();
  }

  @Test
  void engine_that_cannot_be_asked_is_a_failed_look() {
    engine.onCall("GET /containers/json").refuse(403, "blocked by the proxy");
    assertThat(find(SomeServices.NETWORK))
        .isInstanceOfSatisfying(
            JobServices.LookFailed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(EngineFailure.Refused.class));
  }
}
