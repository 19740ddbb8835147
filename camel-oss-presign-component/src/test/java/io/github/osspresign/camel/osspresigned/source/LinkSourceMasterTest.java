// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With {@code master:}, links are consumed only while this node is the leader. */
@Timeout(120)
class LinkSourceMasterTest extends OssPresignedTestSupport {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Cluster cluster = new Cluster();

    LinkSourceMasterTest() {
        withoutRouteBuilder();
    }

    private Path links() throws IOException {
        return Files.createDirectories(directory.resolve("links"));
    }

    private void drop(String name, String list) throws IOException {
        Files.move(Files.writeString(directory.resolve(name), list), links().resolve(name));
    }

    private void awaitDone(String... names) {
        await().atMost(LONG).untilAsserted(() -> assertThat(filesIn(links())).containsExactly(names));
    }

    @Test
    void consumesOnlyDuringLeadership() throws Exception {
        context.addService(cluster);
        String source =
                osspresigned("&concurrentDownloads=2&linkSource=RAW(file:" + links() + "?delay=50&initialDelay=0)");
        start(routes -> routes.from("master:links:" + source).to("mock:out"));

        drop("one", stored("a", "A") + "\n" + stored("b", "B"));
        assertThat(server.requests()).isEmpty();
        cluster.lead(true);
        awaitDone(".camel/one");

        cluster.lead(false);
        drop("two", stored("c", "C") + "\n" + stored("d", "D"));
        getMockEndpoint("mock:out").expectedMessageCount(2);
        getMockEndpoint("mock:out").setAssertPeriod(500);
        getMockEndpoint("mock:out").assertIsSatisfied();
        assertThat(filesIn(links())).containsExactly(".camel/one", "two");

        cluster.lead(true);
        awaitDone(".camel/one", ".camel/two");
        assertThat(filesIn(inbox())).containsExactly("a", "b", "c", "d");
        assertThat(server.requests()).hasSize(4);
    }

    /** Node whose leadership the test controls. */
    private static final class Cluster extends AbstractCamelClusterService<View> {

        private volatile View view;
        private volatile boolean leading;

        void lead(boolean leading) {
            this.leading = leading;
            view.changed();
        }

        @Override
        protected View createView(String namespace) {
            view = new View(this, namespace);
            return view;
        }
    }

    private static final class View extends AbstractCamelClusterView {

        private final Cluster cluster;

        View(Cluster cluster, String namespace) {
            super(cluster, namespace);
            this.cluster = cluster;
        }

        void changed() {
            fireLeadershipChangedEvent(cluster.leading ? getLocalMember() : null);
        }

        @Override
        public java.util.Optional<CamelClusterMember> getLeader() {
            return cluster.leading ? java.util.Optional.of(getLocalMember()) : java.util.Optional.empty();
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return new Member(cluster);
        }

        @Override
        public java.util.List<CamelClusterMember> getMembers() {
            return java.util.List.of(getLocalMember());
        }

        @Override
        protected void doStart() {}
    }

    private record Member(Cluster cluster) implements CamelClusterMember {

        @Override
        public boolean isLeader() {
            return cluster.leading;
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String getId() {
            return "here";
        }
    }
}
