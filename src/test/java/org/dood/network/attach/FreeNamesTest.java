package org.dood.network.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.container;
import static org.dood.network.testing.EngineValues.endpoint;
import static org.dood.network.testing.EngineValues.network;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ObjectName;
import org.junit.jupiter.api.Test;

class FreeNamesTest {

  private static final Container SERVICE =
      container("service", endpoint("job", "postgres"), endpoint("other", "elsewhere"));

  @Test
  void name_that_nobody_has_is_free() {
    assertThat(of("app", "elsewhere").free()).containsExactly("app", "elsewhere");
    assertThat(of("app").inUse()).isEmpty();
  }

  @Test
  void alias_and_name_of_a_container_are_in_use_in_any_case() {
    assertThat(of("app", "Postgres", "service"))
        .isEqualTo(
            new FreeNames(
                List.of("app"),
                List.of(
                    new Notice.NameInUse("Postgres", "job", "service"),
                    new Notice.NameInUse("service", "job", "service"))));
  }

  private static FreeNames of(String... wanted) {
    return FreeNames.of(
        Stream.of(wanted).map(ObjectName::new).toList(), network("job"), List.of(SERVICE));
  }
}
