// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.osspresign.devserver.OssDevServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts the portal. With the profile {@code demo} it runs on this machine only, with embedded services. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SharePortal {

    private static final String DEMO = "demo";

    public static void main(String[] arguments) throws Exception {
        SpringApplication portal = new SpringApplication(SharePortal.class);
        portal.addInitializers(SharePortal::prepare);
        ConfigurableApplicationContext running = portal.run(arguments);
        ConfigurableEnvironment environment = running.getEnvironment();
        if (environment.matchesProfiles(DEMO)) {
            String address = "http://localhost:" + environment.getRequiredProperty("local.server.port");
            System.out.println(
                    "The portal is at " + address + ". Log in as demo with the password demo. Ctrl+C ends it.");
        }
    }

    /** Runs after the log is set up, because the database logs what it does. */
    private static void prepare(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (environment.matchesProfiles(DEMO)) {
            embedServices(context);
        }
        environment.setRequiredProperties("portal.bucket", "portal.region", "spring.datasource.url");
        if (!environment.containsProperty("portal.proxy-user-header")) {
            // Spring would make up a password, and log it.
            environment.setRequiredProperties("spring.security.user.password");
        }
    }

    private static void embedServices(ConfigurableApplicationContext context) {
        try {
            EmbeddedPostgres database = EmbeddedPostgres.start();
            EmbeddedServices services =
                    new EmbeddedServices(OssDevServer.builder(), database.getJdbcUrl("postgres", "postgres"));
            // A browser may reach this machine by another name, or by a forwarded port.
            services.allowPage("*");
            // The context closes these beans after those that are created later.
            ((GenericApplicationContext) context).registerBean(EmbeddedPostgres.class, () -> database);
            ((GenericApplicationContext) context).registerBean(EmbeddedServices.class, () -> services);
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("embedded services", services.properties()));
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the embedded services", e);
        }
    }

    /** Lets a change tell a field that is {@code null}, such as no limit, from one that it does not have. */
    @Bean
    Jdk8Module optionalFields() {
        return new Jdk8Module().configureReadAbsentAsNull(true);
    }
}
