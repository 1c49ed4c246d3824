package org.dood.network.engine.model;

import java.util.List;

/**
 * What {@code GET /info} says of an engine, as far as it matters here.
 *
 * @param addressPools the ranges of addresses from which the engine takes those of new networks;
 *     empty if nobody configured any, so that the engine's built-in ones apply
 * @param cgroupDriver what makes the control groups of containers, {@code cgroupfs} or {@code
 *     systemd}
 */
public record EngineConfiguration(List<AddressPool> addressPools, String cgroupDriver) {}
