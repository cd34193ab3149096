package io.labctl.master.channel;

import io.labctl.catalog.work.Vitals;
import java.time.Instant;

/** What an agent has said of its machine, and when. */
public record Reading(Vitals vitals, Instant at) {}
