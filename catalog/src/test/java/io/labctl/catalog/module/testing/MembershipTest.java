package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Plan;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Users and groups that both say who is in a group. */
class MembershipTest {
    private static final String HERE = "MembershipTest.java:[0-9]+";

    @Test
    void a_group_that_takes_out_a_user_who_wants_to_be_in_it_is_refused() {
        assertThat(
                        told(
                                plan -> plan.group("wheel").onlyMembers(List.of("eve")),
                                plan -> plan.user("ann").groups(List.of("wheel"))))
                .singleElement()
                .asString()
                .matches(
                        "module beta: %s: user\\[ann] wants to be in 'wheel', but group\\[wheel] of alpha \\(%s\\) lets in only its members: name 'ann' among these, and not 'wheel' among the groups of 'ann'"
                                .formatted(HERE, HERE));
    }

    @Test
    void a_user_who_leaves_a_group_that_wants_it_is_refused() {
        assertThat(
                        told(
                                plan -> plan.group("wheel").members(List.of("ann")),
                                plan -> plan.user("ann").onlyGroups(List.of("adm"))))
                .singleElement()
                .asString()
                .matches(
                        "module alpha: %s: group\\[wheel] wants 'ann' as a member, but user\\[ann] of beta \\(%s\\) leaves all groups that it does not name: name 'wheel' among its groups, and not 'ann' among the members of 'wheel'"
                                .formatted(HERE, HERE));
    }

    @Test
    void who_agrees_is_let_be() {
        assertThat(
                        told(
                                plan -> plan.group("wheel").onlyMembers(List.of("ann")),
                                plan -> plan.user("ann").groups(List.of("adm"))))
                .isEmpty();
        assertThat(
                        told(
                                plan -> plan.group("wheel").members(List.of("eve")),
                                plan -> plan.user("ann").groups(List.of("wheel"))))
                .isEmpty();
    }

    @Test
    void whoever_has_it_as_the_primary_group_is_in_it_without_being_a_member() {
        assertThat(
                        told(
                                plan -> plan.group("wheel").onlyMembers(List.of()),
                                plan -> plan.user("ann").group("wheel").groups(List.of("wheel"))))
                .isEmpty();
    }

    @Test
    void whoever_is_to_be_absent_wants_nothing() {
        assertThat(
                        told(
                                plan -> plan.group("wheel").onlyMembers(List.of("eve")),
                                plan -> plan.user("ann").groups(List.of("wheel")).absent()))
                .isEmpty();
    }

    private static List<String> told(Consumer<Plan> group, Consumer<Plan> user) {
        return faults(
                module("alpha", (_, plan) -> group.accept(plan)),
                module("beta", (_, plan) -> user.accept(plan)));
    }
}
