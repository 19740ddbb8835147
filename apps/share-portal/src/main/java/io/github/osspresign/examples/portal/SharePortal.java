// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the portal. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SharePortal {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** Returns the portal, which does not start without the settings that it needs. */
    static SpringApplication application() {
        SpringApplication portal = new SpringApplication(SharePortal.class);
        portal.addInitializers(SharePortal::requireSettings);
        return portal;
    }

    private static void requireSettings(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        environment.setRequiredProperties("portal.bucket", "portal.region", "spring.datasource.url");
        if (!environment.containsProperty("portal.proxy-user-header")) {
            // Spring would make up a password, and log it.
            environment.setRequiredProperties("spring.security.user.password");
        }
    }

    /** Lets a change tell a field that is {@code null}, such as no limit, from one that it does not have. */
    @Bean
    Jdk8Module optionalFields() {
        return new Jdk8Module().configureReadAbsentAsNull(true);
    }
}
