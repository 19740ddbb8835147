// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.platforms.PlatformVersions;
import io.github.osspresign.platforms.TransferCheck;
import io.github.osspresign.platforms.TransferRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class TransferTest {

    @RegisterExtension
    static final OssDevServerExtension oss = new OssDevServerExtension();

    @DynamicPropertySource
    static void endpoint(DynamicPropertyRegistry properties) {
        properties.add("oss.endpoint", () -> oss.server().endpoint());
    }

    @Autowired
    CamelContext context;

    @Test
    void transfersFiles() throws Exception {
        TransferCheck.requireNoOldLibraries();
        TransferCheck.run(context, oss.server(), new PlatformVersions("4.18.0", "5.5.2", "5.3.6"));
    }

    @SpringBootApplication
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new TransferRoutes();
        }
    }
}
