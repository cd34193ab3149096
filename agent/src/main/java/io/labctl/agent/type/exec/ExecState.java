package io.labctl.agent.type.exec;

/** What a command's conditions say. */
enum ExecState {
    NOTHING_TO_DO,
    TO_BE_RUN
}
