// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import io.github.osspresign.examples.portal.PortalProperties;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** English or Chinese: what the browser asks for, until the reader switches with {@code ?lang=}. */
@Configuration
class LanguageChoice implements WebMvcConfigurer {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    @Bean
    LocaleResolver localeResolver(PortalProperties properties) {
        AcceptHeaderLocaleResolver browser = new AcceptHeaderLocaleResolver();
        browser.setSupportedLocales(LANGUAGES);
        browser.setDefaultLocale(Locale.ENGLISH);
        CookieLocaleResolver cookie = new CookieLocaleResolver("language") {
            @Override
            protected Locale parseLocaleValue(String value) {
                return language(value);
            }
        };
        cookie.setDefaultLocaleFunction(browser::resolveLocale);
        cookie.setCookieMaxAge(Duration.ofDays(365));
        cookie.setRejectInvalidCookies(false);
        cookie.setCookieSecure(properties.isSecure());
        return cookie;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return language(value);
            }
        };
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }

    /** Any other one is ignored: the texts would be English, with the digits and the calendar of that language. */
    private static Locale language(String value) {
        return LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("lang: must be en or zh"));
    }
}
