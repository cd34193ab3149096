package io.labctl.agent.type.user;

/** What becomes of the home of an account that is to have another one. */
sealed interface HomeAct {
    /** Nothing: it is not managed, or the new one is there. */
    record Stays() implements HomeAct {}

    /** The account's own is moved. */
    record Moves(String from) implements HomeAct {}

    /** There is none to be moved, so the new one is made, as for a new account. */
    record Made() implements HomeAct {}
}
