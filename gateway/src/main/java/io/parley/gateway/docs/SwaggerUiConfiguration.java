package io.parley.gateway.docs;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Leads the usual addresses of Swagger UI to its page. */
@Configuration(proxyBeanMethods = false)
class SwaggerUiConfiguration implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        for (String usual : new String[] { "/swagger-ui", "/swagger-ui/", "/swagger-ui.html" }) {
            registry.addRedirectViewController(usual, "/swagger-ui/index.html");
        }
    }

}
