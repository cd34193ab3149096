package io.labctl.master;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.worker.SandboxedProcesses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that a site brings itself, from its sources to an agent. */
class SiteModulesIT {
    @TempDir Path folder;

    @BeforeEach
    void fillSite() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
        write("data/common.yaml", "");
        write(
                "modules/greeting/module.yaml",
                "name: greeting\nversion: 1.0.0\ndescription: x\ntype: site.Greeting\n");
        write(
                "modules/greeting/src/site/Greeting.java",
                """
                package site;

                import io.labctl.catalog.module.*;

                public record Greeting() implements LabModule {
                    @Override
                    public void configure(Node node, Plan plan) {
                        plan.file("/etc/greeting").source("hello.txt");
                        plan.directory("/srv/app").source("app");
                    }
                }
                """);
        write("modules/greeting/files/hello.txt", "hello");
        write("modules/greeting/files/app/conf/size", "7");
    }

    @Test
    void an_agent_gets_its_resources_and_the_files_that_they_name() throws Exception {
        try (var labd = new LabdProcess(folder.resolve("data"), folder, "127.0.0.1:0").ready()) {
            LabdClient agent = agent(labd);

            var file = (FileResource) catalog(agent).entries().getFirst().resource();

            assertThat(file.path()).isEqualTo("/etc/greeting");
            var content = (Content.Stored) requireNonNull(file.content());
            assertThat(agent.get("/agent/v1/files/" + content.sha256()).text()).isEqualTo("hello");
        }
    }

    @Test
    void a_folder_of_its_files_is_a_tree_on_the_machine() throws Exception {
        try (var labd = new LabdProcess(folder.resolve("data"), folder, "127.0.0.1:0").ready()) {
            assertThat(catalog(agent(labd)).entries())
                    .extracting(entry -> entry.id().toString())
                    .containsSubsequence(
                            "directory[/srv/app]",
                            "directory[/srv/app/conf]",
                            "file[/srv/app/conf/size]");
        }
    }

    @Test
    void where_it_is_not_assigned_its_files_are_there_for_a_run_of_it_alone() throws Exception {
        write(
                "modules/greeting/module.yaml",
                "name: greeting\nversion: 1.0.0\ndescription: x\ntype: site.Greeting\ntargets: {roles: [nobody]}\n");
        try (var labd = new LabdProcess(folder.resolve("data"), folder, "127.0.0.1:0").ready()) {
            LabdClient agent = agent(labd);
            assertThat(catalog(agent).entries()).isEmpty();
            String file = "/agent/v1/files/" + Sha256.of("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(agent.get(file).status()).isEqualTo(404);

            var play = new SessionPlayers(labd.admin(), agent, "web01");
            UUID work = play.runs("greeting");

            assertThat(play.catalogOf(work).as(Catalog.class).entries()).isNotEmpty();
            assertThat(agent.get(file).text()).isEqualTo("hello");
            play.tells(work, new WorkEnd.Exited(0));
            assertThat(agent.get(file).status()).isEqualTo(404);
        }
    }

    @Test
    void its_worker_ends_with_labd_even_when_labd_is_killed() throws Exception {
        try (var labd = new LabdProcess(folder.resolve("data"), folder, "127.0.0.1:0").ready()) {
            catalog(agent(labd));
            var workers = SandboxedProcesses.below(ProcessHandle.of(labd.pid()).orElseThrow());

            labd.kill();

            assertThat(workers).isNotEmpty();
            Awaitility.await().until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static LabdClient agent(LabdProcess labd) throws IOException {
        return labd.client(new Enrolment(labd.admin(), labd.admin()).identity("web01"));
    }

    private static Catalog catalog(LabdClient agent) {
        var request = new CatalogRequest(new Facts(Map.of()), null, "test", null);
        return agent.post("/agent/v1/catalog", request).as(Catalog.class);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("data/site").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
