// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.platforms.PlatformVersions;
import io.github.osspresign.platforms.TransferCheck;
import io.github.osspresign.platforms.TransferRoutes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestMethodOrder(OrderAnnotation.class)
@QuarkusTestResource(TransferTest.Server.class)
class TransferTest {

    @Inject
    CamelContext context;

    OssDevServer oss;

    @Test
    @Order(1)
    void optionsComeFromPropertiesAndTheEnvironment() {
        PresignConfiguration options =
                context.getComponent("presign", PresignComponent.class).getConfiguration();
        assertThat(options.getExpiration()).isEqualTo(Duration.ofMinutes(30));
        // CAMEL_COMPONENT_PRESIGN_REGION
        assertThat(options.getRegion()).isEqualTo("cn-shanghai");
    }

    /** Stops the context. */
    @Test
    @Order(2)
    void transfersFiles() throws Exception {
        TransferCheck.run(context, oss, new PlatformVersions("4.18.0", "5.5.1", "5.3.6"));
    }

    @ApplicationScoped
    public static class Routes extends TransferRoutes {}

    public static class Server implements QuarkusTestResourceLifecycleManager {

        private final OssDevServer oss = OssDevServer.builder().bucket("demo").start();

        @Override
        public Map<String, String> start() {
            return Map.of("oss.endpoint", oss.endpoint().toString(), "camel.component.presign.expiration", "30m");
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
