package io.github.osspresign.examples.portal.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Rules of access. The pages of shares need no login; everything else does. */
@Configuration
class SecurityRules {

    @Bean
    SecurityFilterChain rules(HttpSecurity http, BucketOrigin bucket) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/s/**", "/assets/**", "/login", "/error", "/actuator/health")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                // The unguessable address is what a recipient has; a session would lose those without cookies.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/s/**")
                        .csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(csrfToken()))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .addHeaderWriter((request, response) ->
                                response.setHeader("Content-Security-Policy", contentSecurityPolicy(bucket))))
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/"))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                // A script shows its own message instead of a page for logging in.
                .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        withDefaults().matcher("/api/**")))
                .build();
    }

    /** Each response has the token as a cookie, also the first one after a login. */
    private static CsrfTokenRequestAttributeHandler csrfToken() {
        CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    /** Browsers check the target of a form also after a redirect. */
    private static String contentSecurityPolicy(BucketOrigin bucket) {
        return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self' "
                + bucket + "; form-action 'self' " + bucket + "; base-uri 'none'; frame-ancestors 'none'";
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
