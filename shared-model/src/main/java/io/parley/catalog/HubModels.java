package io.parley.catalog;

import java.io.InputStream;
import java.util.List;

import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the models whose files are not pinned in the catalog but by the model hub's
 * manifest. Their licences have to be accepted.
 */
record HubModels(List<HubModel> models) {

    static List<CatalogEntry> read(JsonMapper mapper, InputStream json) {
        return mapper.readValue(json, HubModels.class).models().stream().map(HubModel::entry).toList();
    }

    /** A model as it is written down. */
    record HubModel(String id, String title, ModelTask task, String architecture, String format, Terms licence,
            HubCheckpoint checkpoint) {

        CatalogEntry entry() {
            return new CatalogEntry(this.id, this.title, this.task, this.architecture, this.format,
                    new Licence(this.licence.id(), this.licence.attribution(), true, this.licence.conditions()),
                    List.of(), this.checkpoint);
        }

    }

    /** A licence as it is written down. */
    record Terms(String id, String attribution, List<String> conditions) {
    }

}
