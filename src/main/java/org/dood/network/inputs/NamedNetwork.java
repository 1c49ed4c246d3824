package org.dood.network.inputs;

import org.dood.network.engine.model.ObjectName;

/**
 * A network as an input names it, which the engine may not have.
 *
 * @param input the input
 * @param name the network's name or id
 */
public record NamedNetwork(Input input, ObjectName name) {}
