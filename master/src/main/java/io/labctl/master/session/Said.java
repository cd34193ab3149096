package io.labctl.master.session;

import io.labctl.catalog.session.Frame;

/**
 * An agent has said how its command ended, behind all of its output.
 *
 * @param turn in which it has
 */
record Said(Turn turn, Frame end) {}
