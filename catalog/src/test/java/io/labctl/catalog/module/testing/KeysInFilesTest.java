package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.FileDeclaration;
import io.labctl.catalog.module.Plan;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysInFilesTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bob  | 0600 | the file is to belong to 'bob', not to 'ada' or root",
                "ada  | 0666 | others than its owner can write a file with mode 0666",
                "root | 0600 | 'ada' cannot read a file of root with mode 0600",
            })
    void a_key_is_in_no_file_that_sshd_would_refuse(String owner, String mode, String why) {
        assertThat(inFile(file -> file.owner(owner).mode(mode)))
                .singleElement()
                .asString()
                .startsWith("module beta: KeysInFilesTest.java:")
                .contains(": authorized_key[ada/k2] cannot be in file[/srv/ak] of alpha (")
                .endsWith("): " + why);
    }

    @Test
    void a_key_is_in_no_file_whose_content_is_declared() {
        assertThat(inFile(file -> file.content("y\n")))
                .singleElement()
                .asString()
                .endsWith(": both want what '/srv/ak' holds");
        assertThat(inFile(file -> file.content("y\n").noReplace())).isEmpty();
        assertThat(inFile(FileDeclaration::absent))
                .singleElement()
                .asString()
                .endsWith(": the file is to be absent");
    }

    @ParameterizedTest
    @CsvSource({"ada, 0600", "root, 0644", "root, 0640"})
    void a_file_that_sshd_takes_may_have_keys(String owner, String mode) {
        assertThat(inFile(file -> file.owner(owner).mode(mode))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0644", "0600"})
    void a_file_whose_owner_is_left_alone_may_have_keys(String mode) {
        assertThat(inFile(file -> file.mode(mode))).isEmpty();
    }

    @Test
    void the_file_in_a_home_that_is_declared_is_one_of_them() {
        assertThat(
                        both(
                                plan -> {
                                    plan.user("ada").home("/srv/ada");
                                    plan.file("/srv/ada/.ssh/authorized_keys").owner("bob");
                                },
                                plan -> plan.authorizedKey("ada", "k2").key(KEY)))
                .singleElement()
                .asString()
                .endsWith("not to 'ada' or root");
    }

    private static List<String> inFile(Consumer<FileDeclaration> declared) {
        return both(
                plan -> declared.accept(plan.file("/srv/ak")),
                plan -> plan.authorizedKey("ada", "k2").key(KEY).target("/srv/ak"));
    }

    private static List<String> both(Consumer<Plan> first, Consumer<Plan> second) {
        return faults(
                module("alpha", (_, plan) -> first.accept(plan)),
                module("beta", (_, plan) -> second.accept(plan)));
    }
}
