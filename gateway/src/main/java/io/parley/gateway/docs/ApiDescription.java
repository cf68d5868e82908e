package io.parley.gateway.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Serves the description of the API that is written by hand, as it is and as JSON. */
@RestController
class ApiDescription {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");

    private final String yaml;

    private final String json;

    ApiDescription() throws IOException {
        this.yaml = new ClassPathResource("openapi/parley.yaml").getContentAsString(StandardCharsets.UTF_8);
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(this.yaml);
        this.json = JsonMapper.shared().writeValueAsString(tree);
    }

    @GetMapping("/v3/api-docs")
    ResponseEntity<String> json() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this.json);
    }

    @GetMapping("/v3/api-docs.yaml")
    ResponseEntity<String> yaml() {
        return ResponseEntity.ok().contentType(YAML).body(this.yaml);
    }

}
