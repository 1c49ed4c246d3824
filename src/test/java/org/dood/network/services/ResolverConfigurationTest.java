package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResolverConfigurationTest {

  @Test
  void first_server_is_the_one_that_is_asked() {
    assertThat(
            new ResolverConfiguration(
                    """
                    # nameserver 1.1.1.1
                    search example.com
                      nameserver\t10.8.0.1
                    nameserver 127.0.0.11
                    """)
                .firstServer())
        .contains("10.8.0.1");
  }

  @Test
  void file_without_a_server_names_none() {
    assertThat(new ResolverConfiguration("options ndots:0\nnameserver\n").firstServer()).isEmpty();
  }
}
