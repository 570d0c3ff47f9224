use domain::customer::CustomerChoices;
use maud::html;

/// The customers to choose from, behind the words for none of them. Straight into a text, like the
/// rows of the channel table: there are up to a hundred, and twice on its page.
pub(crate) fn customer_options(nothing: &str, choices: &CustomerChoices, chosen: &str) -> String {
    let options = html! {
        option value="" { (nothing) }
        @for one in &choices.organisations {
            @let id = one.id.to_string();
            option value=(id) selected[id == chosen] { (one.name) }
        }
    };
    options.into_string()
}
