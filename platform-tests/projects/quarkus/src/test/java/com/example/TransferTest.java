package com.example;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.platforms.PlatformVersions;
import io.github.osspresign.platforms.TransferCheck;
import io.github.osspresign.platforms.TransferRoutes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TransferTest.Server.class)
class TransferTest {

    @Inject
    CamelContext context;

    OssDevServer oss;

    @Test
    void transfersFiles() throws Exception {
        TransferCheck.run(context, oss, new PlatformVersions("4.18.0", "5.5.1", "5.3.6"));
    }

    @ApplicationScoped
    public static class Routes extends TransferRoutes {}

    public static class Server implements QuarkusTestResourceLifecycleManager {

        private final OssDevServer oss = OssDevServer.builder().bucket("demo").start();

        @Override
        public Map<String, String> start() {
            return Map.of("oss.endpoint", oss.endpoint().toString());
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(oss, new TestInjector.MatchesType(OssDevServer.class));
        }

        @Override
        public void stop() {
            oss.close();
        }
    }
}
