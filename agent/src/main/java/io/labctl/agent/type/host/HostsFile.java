package io.labctl.agent.type.host;

import io.labctl.agent.replaced.Disclosure;

/**
 * The file as it was found.
 *
 * @param disclosure what a report tells of its lines
 */
record HostsFile(HostsText text, Disclosure disclosure) {}
