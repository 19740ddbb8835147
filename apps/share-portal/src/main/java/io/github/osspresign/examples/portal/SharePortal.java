// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.github.osspresign.examples.portal.service.EmbeddedServices;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;

/** Starts the portal. Without a bucket in the environment it runs on this machine only, with embedded services. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SharePortal {

    public static void main(String[] arguments) throws Exception {
        SpringApplication portal = new SpringApplication(SharePortal.class);
        if (System.getenv("PORTAL_BUCKET") != null) {
            portal.run(arguments);
            return;
        }
        // So that the line that says where the portal is stands alone.
        portal.setBannerMode(Banner.Mode.OFF);
        portal.setDefaultProperties(Map.of("logging.level.root", "warn"));
        portal.addInitializers(SharePortal::embedServices);
        ConfigurableApplicationContext running = portal.run(arguments);
        String address = "http://localhost:" + running.getEnvironment().getRequiredProperty("local.server.port");
        System.out.println("The portal is at " + address + ". Log in as demo with the password demo. Ctrl+C ends it.");
    }

    /** Runs after the log is set up, because the database logs what it does. */
    private static void embedServices(ConfigurableApplicationContext context) {
        try {
            EmbeddedServices services = new EmbeddedServices();
            // A browser may reach this machine by another name, or by a forwarded port.
            services.allowPage("*");
            context.getBeanFactory().registerSingleton("embeddedServices", services);
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("embedded services", services.properties()));
            context.addApplicationListener(services.closing());
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the embedded services", e);
        }
    }

    /** Lets a change tell a field that is {@code null}, such as no limit, from one that it does not have. */
    @Bean
    Jdk8Module optionalFields() {
        return new Jdk8Module().configureReadAbsentAsNull(true);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
