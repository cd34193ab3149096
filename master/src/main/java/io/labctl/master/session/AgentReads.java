package io.labctl.master.session;

import io.labctl.master.http.FrameSink;

/** What an agent gets that comes to one of its sessions. */
sealed interface AgentReads {
    /** Somebody is there. */
    record There(FrameSink input) implements AgentReads {}

    /** Nobody is there now. */
    record Nobody() implements AgentReads {}

    /** Nobody is there, and the session's end is written down, by whomever. */
    record Over() implements AgentReads {}
}
