// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import io.github.osspresign.examples.portal.PortalProperties;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** English or Chinese: what the browser asks for, until the reader switches with {@code ?lang=}. */
@Component(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME)
class LanguageChoice extends CookieLocaleResolver implements WebMvcConfigurer {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);

    LanguageChoice(PortalProperties properties) {
        super("language");
        AcceptHeaderLocaleResolver browser = new AcceptHeaderLocaleResolver();
        browser.setSupportedLocales(LANGUAGES);
        browser.setDefaultLocale(Locale.ENGLISH);
        setDefaultLocaleFunction(browser::resolveLocale);
        setCookieMaxAge(Duration.ofDays(365));
        setRejectInvalidCookies(false);
        setCookieSecure(properties.isSecure());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return LanguageChoice.this.parseLocaleValue(value);
            }
        };
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }

    /** Any other one is ignored: the texts would be English, with the digits and the calendar of that language. */
    @Override
    protected Locale parseLocaleValue(String value) {
        return LANGUAGES.stream()
                .filter(known -> known.getLanguage().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("lang: must be en or zh"));
    }
}
