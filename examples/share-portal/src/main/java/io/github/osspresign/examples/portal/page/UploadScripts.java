package io.github.osspresign.examples.portal.page;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves those scripts of the example {@code recipients} that the scripts of the pages import, and nothing else of it. */
@Configuration
class UploadScripts implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/{name:crc64|send|upload}.js")
                .addResourceLocations("classpath:/programs/browser/")
                .setCacheControl(CacheControl.noCache());
    }
}
