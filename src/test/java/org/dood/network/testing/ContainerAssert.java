package org.dood.network.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeNetwork;

/** What a test expects of a container of the fake engine. */
public final class ContainerAssert extends AbstractAssert<ContainerAssert, FakeContainer> {

  private ContainerAssert(FakeContainer actual) {
    super(actual, ContainerAssert.class);
  }

  /** Begins to say what a test expects of a container. */
  public static ContainerAssert assertThatContainer(FakeContainer actual) {
    return new ContainerAssert(actual);
  }

  /** The container is on a network. */
  public ContainerAssert isOn(FakeNetwork network) {
    assertThat(actual.aliasesOn(network)).as("aliases of %s on %s", actual, network).isPresent();
    return this;
  }

  /** The container is on a network, with these aliases and no other. */
  public ContainerAssert isOn(FakeNetwork network, String... aliases) {
    assertThat(actual.aliasesOn(network))
        .as("aliases of %s on %s", actual, network)
        .contains(List.of(aliases));
    return this;
  }

  /** The container is not on a network. */
  public ContainerAssert isNotOn(FakeNetwork network) {
    assertThat(actual.aliasesOn(network)).as("aliases of %s on %s", actual, network).isEmpty();
    return this;
  }
}
